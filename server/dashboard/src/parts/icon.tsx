/**
 * Icons — ký hiệu.
 *
 * A small set of our own on a 24-unit grid, drawn with the colour of the text around them. Always
 * decoration: the word stands beside them, so a screen reader does not see them.
 */
import type { JSX } from 'react';

const PATHS = {
  sun: 'M12 4V2m0 20v-2M4 12H2m20 0h-2M6 6 4.6 4.6m14.8 14.8L18 18M6 18l-1.4 1.4M19.4 4.6 18 6M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5',
  today: 'M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z',
  bulletins: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7',
  compose: 'M12 5v14M5 12h14',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M8 14h3M13 14h3',
  map: 'm3 6 6-3 6 3 6-3v15l-6 3-6-3-6 3zM9 3v15M15 6v15',
  devices: 'M4 10v4h3l6 4V6l-6 4zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.2M18 14.2a6.5 6.5 0 0 1 3.5 5.8',
  audit: 'M5 3h14v18H5zM8.5 8h7M8.5 12h7M8.5 16h4',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21a8 8 0 0 1 16 0',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  stop: 'M6.5 6.5h11v11h-11z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'm6 6 12 12M18 6 6 18',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2',
  pencil: 'm4 20 1-4.5L16 4.5l3.5 3.5L8.5 19zM14 6.5 17.5 10',
  voice: 'M4 12h1.5M8 8v8M11.5 5v14M15 9v6M18.5 11v2',
  back: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  undo: 'M9 7 4 12l5 5M4 12h16',
  cut: 'M4 12h6M14 12h6M10 8l4 8',
  question:
    'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.01',
  next: 'M5 6v12l8-6zM13 6v12l8-6z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21',
  left: 'm14.5 6-6 6 6 6',
  right: 'm9.5 6 6 6-6 6',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  wrench:
    'M14.5 6a4 4 0 0 1 5-1l-3 3 1.5 2 3.2-2.6a4 4 0 0 1-5.7 4.6L8 19.5 5 17l7.5-7.5a4 4 0 0 1 2-3.5',
  link: 'M4.5 12a7.5 7.5 0 0 1 15 0M8 12a4 4 0 0 1 8 0M12 12v.01M12 15v6',
  off: 'M12 3v8M7 6.5a8 8 0 1 0 10 0',
  chart: 'M4 4v16h16M8.5 16v-4M13 16V8M17.5 16v-6',
  table: 'M4 5h16v14H4zM4 10h16M9.5 10v9',
  download: 'M12 4v12M7 11l5 5 5-5M4 20h16',
  book: 'M12 6c-2-1.6-5-2-8-2v14c3 0 6 .4 8 2 2-1.6 5-2 8-2V4c-3 0-6 .4-8 2zM12 6v14',
  mic: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  dials: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  down: 'M12 4v12M7 11l5 5 5-5M5 20h14',
  report: 'M5 3h14v18H5zM9 17v-4M12 17V9M15 17v-6',
  camera:
    'M4 7h4l1.5-2.5h5L16 7h4a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1M12 9.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  up: 'm6 14.5 6-6 6 6',
  siren: 'M6 18v-6a6 6 0 0 1 12 0v6M4 21h16v-3H4zM12 2v1.5M4.5 5l1 1M19.5 5l-1 1',
  drill: 'M9 4h6v3H9zM7 5.5H5V21h14V5.5h-2M8.5 13.5l2.5 2.5 4.5-4.5',
  bolt: 'M13 2 5 14h6l-1 8 8-12h-6z',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
} as const;

export type IconName = keyof typeof PATHS;

type Props = { readonly name: IconName; readonly size?: number; readonly filled?: boolean };

export function Icon({ name, size = 20, filled = false }: Props): JSX.Element {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
