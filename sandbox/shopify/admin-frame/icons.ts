import { type Html, markup } from './html.ts';

/** Drawn for this project on a 20 × 20 grid, in strokes of the current colour. */
const shapes = {
  home: '<path d="M3.5 9 10 3.5 16.5 9v6.5a1 1 0 0 1-1 1H12v-4H8v4H4.500a1 1 0 0 1-1-1z"/>',
  orders: '<path d="M4 3.500h12v13l-2-1.3-2 1.3-2-1.3-2 1.3-2-1.3-2 1.300zM7 7.500h6M7 10.500h4"/>',
  products:
    '<path d="M3.5 10.300V4.500a1 1 0 0 1 1-1h5.800l6 6a1 1 0 0 1 0 1.400l-5.4 5.400a1 1 0 0 1-1.4 0z"/><circle cx="7" cy="7" r="1"/>',
  customers:
    '<circle cx="10" cy="7" r="3"/><path d="M4 16.500c.4-3 2.9-4.5 6-4.500s5.6 1.5 6 4.5"/>',
  discounts:
    '<path d="M6 14 14 6"/><circle cx="7" cy="7" r="1.3"/><circle cx="13" cy="13" r="1.3"/><rect x="3" y="3" width="14" height="14" rx="4"/>',
  store:
    '<path d="M4 8v7.500a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V8M3 7.5 4.5 3.500h11L17 7.500a2.3 2.3 0 0 1-4.6 0 2.3 2.3 0 0 1-4.8 0A2.3 2.3 0 0 1 3 7.500z"/>',
  app: '<path d="M10 16.500V9.500M10 12c-3.5 0-5.5-1.8-5.5-5C8 7 10 8.8 10 12zM10 9.500c0-3.3 1.8-5.5 5.5-6 .2 3.8-1.8 6-5.5 6z"/>',
  mail: '<rect x="3" y="4.5" width="14" height="11" rx="2"/><path d="m3.5 6 6.5 5 6.5-5"/>',
  controls:
    '<path d="M4 6h6M14 6h2M4 14h2M10 14h6"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>',
  search: '<circle cx="9" cy="9" r="5"/><path d="m13 13 3.5 3.5"/>',
  menu: '<path d="M3.5 5.500h13M3.5 10h13M3.5 14.500h13"/>',
  close: '<path d="m5 5 10 10M15 5 5 15"/>',
  more: '<path d="M5 10h.01M10 10h.01M15 10h.01" stroke-width="2.5"/>',
  back: '<path d="M16 10H4.500M9 5l-5 5 5 5"/>',
  warning: '<path d="M10 3.5 17.5 16h-15zM10 8v3.500M10 13.800v.1"/>',
  check: '<path d="m4.5 10.5 4 4 7-8.5"/>',
  clock: '<circle cx="10" cy="10" r="6.5"/><path d="M10 6.500V10l2.5 2"/>',
  cart: '<path d="M3 4h2l2 9h7.500L16 6.500H5.6"/><circle cx="8" cy="16" r="1"/><circle cx="13.5" cy="16" r="1"/>',
};

export type IconName = keyof typeof shapes;

export function icon(name: IconName): Html {
  return markup(
    `<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes[name]}</svg>`,
  );
}
