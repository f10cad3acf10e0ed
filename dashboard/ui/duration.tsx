interface Props {
  readonly label: string
  readonly value: string
  readonly onInput: (event: { currentTarget: { value: string } }) => void
}

/** A field for a duration as the control API takes it, with examples. */
export function Duration({ label, ...input }: Props) {
  return (
    <label>
      {label} <span class="faint small">0, 2s, 5m, 1h</span>
      <input pattern="0|\d+(\.\d+)?(ms|s|m|h|d)" required {...input} />
    </label>
  )
}
