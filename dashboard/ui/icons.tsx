/** Line icons on a grid of 16, drawn by the text's colour. */
const PATHS = {
  agents: 'M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.4-2.6 2.3-4 5-4s4.6 1.4 5 4',
  create: 'M8 3v10M3 8h10',
  transfers: 'M2.5 5h9M9 2.5 11.5 5 9 7.5M13.5 11h-9M7 8.5 4.5 11 7 13.5',
  inquiries: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 14 14M5 7h4M7 5v4',
  money: 'M2 13.5h12M2.5 6.5 8 3l5.5 3.5zM4 6.5v5M8 6.5v5M12 6.5v5',
  callbacks: 'M13 3 7 9M13 3l-4 10-2-4-4-2z',
  inbox: 'M2.5 9 4.5 3.5h7l2 5.5v3.5h-11zM2.5 9h3l1 1.5h3l1-1.5h3',
  requests: 'M3 5h9m-2.5-2.5L12 5 9.5 7.5M13 11H4m2.5-2.5L4 11l2.5 2.5',
  scenarios: 'M4 3v10M4 8h3.5c2.5 0 1-4 4.5-4M7.5 8c2.5 0 1 4 4.5 4',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.5 1.5',
  faults: 'M9 2 4 9h4l-1 5 5-7H8z',
  coverage: 'M3 4.5 4 5.5 6 3.5M8 4.5h5M3 9l1 1 2-2M8 9h5M8 13h5M3.5 13h2',
  drills: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  companies: 'M3 14V3h6v11M9 7h4v7M2 14h12M5 6h2M5 9h2',
  data: 'M8 6c3 0 5-.9 5-2s-2-2-5-2-5 .9-5 2 2 2 5 2zM3 4v8c0 1.1 2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2 2 5 2s5-.9 5-2',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 14 14',
  copy: 'M5.5 5.5h7v8h-7zM10 5.5v-3H3v8h2.5',
  back: 'M9.5 3 4.5 8l5 5',
  close: 'M4 4l8 8M12 4l-8 8',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  light:
    'M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  dark: 'M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z',
  docs: 'M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4',
  help: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.2 6.3a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.8.7-.8 1.3M8 11.5v.1',
  check: 'M3 8.5 6.5 12 13 4.5',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
