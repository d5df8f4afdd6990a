// SPDX-License-Identifier: EUPL-1.2
// A few drawings of 16 by 16, in the colour of the text. Always beside a word, so hidden from screen readers.

const shapes: { [name: string]: string } = {
  claim: 'M3 3h10v10H3zM5 6h6M5 8.5h6M5 11h3', // a page of a seed
  source: 'M2 6 8 2.5 14 6M3.5 6v6M6.5 6v6M9.5 6v6M12.5 6v6M2 13.5h12', // a public building
  assumption: 'M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.6v.4', // a triangle
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  level: 'M3 8h10',
  now: 'M3 2.5v11M3 3h9l-2.5 3L12 9H3',
  situation: 'M2.5 13.5h11M4 11V8M8 11V4M12 11V6',
  file: 'M4 1.5h5l3 3v10H4zM9 1.5v3h3M6 8h4M6 10.5h4',
  actions: 'M2.5 4.5 4 6l2.5-3M2.5 11 4 12.5 6.5 9.5M8.5 4.5h5M8.5 11h5',
  messages: 'M2 3h12v8H7l-3 2.5V11H2z',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.5V8l2.5 1.8',
  check: 'M2.5 8.5 6 12l7.5-8',
  secret: 'M4 7V5a4 4 0 0 1 8 0v2M3 7h10v7H3zM8 9.8v1.6',
  warn: 'M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.6v.4',
};

export const Icon = ({ name }: { name: string }) => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d={shapes[name] ?? ''} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
  </svg>
);
