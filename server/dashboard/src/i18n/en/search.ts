/**
 * Words of the search in English — lời khi tìm mọi thứ.
 *
 * Same keys as Vietnamese; checked by type.
 */
import type { search as vi } from '../vi/search.js';
import type { Words } from '../words.js';

export const search: Words<typeof vi> = {
  title: 'Find',
  label: 'Find bulletins, lines, speakers, places, people',
  hint: 'With or without diacritics. Arrow keys choose, Enter opens.',
  results: 'What was found',
  waiting: 'Searching…',
  none: 'Nothing found. Try fewer letters.',
  found: '{{n}} results. Arrow keys choose, Enter opens.',
  kind: {
    bulletins: 'Bulletins',
    entries: 'Schedule',
    devices: 'Speakers',
    areas: 'Places',
    people: 'People',
    screens: 'Screens',
  },
};
