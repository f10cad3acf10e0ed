/** The one element that a selector names; it is part of the page. */
export function find<T extends HTMLElement = HTMLElement>(
  selector: string,
  root: ParentNode = document,
): T {
  return root.querySelector<T>(selector) as T
}

export function findAll<T extends HTMLElement = HTMLElement>(
  selector: string,
  root: ParentNode = document,
): readonly T[] {
  return [...root.querySelectorAll<T>(selector)]
}
