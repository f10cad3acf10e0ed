interface Props<T> {
  readonly of: T
  readonly names: readonly (keyof T & string)[]
}

/** What is known of a thing, under Flip's names; what is empty is left out. */
export function Facts<T extends object>({ of, names }: Props<T>) {
  return (
    <dl class="fields">
      {names
        .filter((name) => of[name] !== '' && of[name] !== null)
        .map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{String(of[name])}</dd>
          </div>
        ))}
    </dl>
  )
}
