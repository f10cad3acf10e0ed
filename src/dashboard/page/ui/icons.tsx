/** Line icons on a grid of 16, drawn by the text's colour. */
const PATHS = {
  agents:
    'M8 8a2.5 2.5 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM3 13.500c.4-2.600 2.300-4 5-4s4.600 1.400 5 4',
  create: 'M8 3v10M3 8h10',
  callbacks: 'M13 3 7 9M13 3l-4 10-2-4-4-2z',
  inbox: 'M2.500 9 4.500 3.500h7l2 5.500v3.500h-11zM2.500 9h3l1 1.500h3l1-1.500h3',
  requests: 'M3 5h9m-2.500-2.500L12 5 9.500 7.500M13 11H4m2.500-2.500L4 11l2.500 2.500',
  scenarios: 'M4 3v10M4 8h3.500c2.500 0 1-4 4.500-4M7.500 8c2.500 0 1 4 4.500 4',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.500V8l2.500 1.500',
  faults: 'M9 2 4 9h4l-1 5 5-7H8z',
  companies: 'M3 14V3h6v11M9 7h4v7M2 14h12M5 6h2M5 9h2',
  data: 'M8 6c3 0 5-.900 5-2s-2-2-5-2-5 .900-5 2 2 2 5 2zM3 4v8c0 1.100 2 2 5 2s5-.900 5-2V4M3 8c0 1.100 2 2 5 2s5-.900 5-2',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.300 10.300 14 14',
  copy: 'M5.500 5.500h7v8h-7zM10 5.500v-3H3v8h2.500',
  back: 'M9.500 3 4.500 8l5 5',
  close: 'M4 4l8 8M12 4l-8 8',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  light:
    'M8 10.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM8 1.500V3M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M3.400 12.600l1-1M11.600 4.400l1-1',
  dark: 'M13 9.500A5.500 5.500 0 1 1 6.500 3a4.500 4.500 0 0 0 6.500 6.500z',
  check: 'M3 8.500 6.500 12 13 4.500',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
