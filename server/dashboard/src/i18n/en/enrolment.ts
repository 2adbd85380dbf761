/**
 * Words of enrolment in English — lời ở phần mã đăng ký cụm loa.
 *
 * Same keys as Vietnamese; checked by type.
 */
import type { enrolment as vi } from '../vi/enrolment.js';
import type { Words } from '../words.js';

export const enrolment: Words<typeof vi> = {
  get: 'Get an enrolment code',
  of: 'Enrolment code for {{name}}',
  body: 'Type this line into the box on site, or scan the picture for the whole line. The code works once, ends at {{time}}, and is shown only now.',
  picture: 'Picture to scan: the line that enrols {{name}}',
  line: 'Line to type at the box',
  copy: 'Copy the whole line',
  copied: 'Copied',
  many: 'Codes for several speakers',
  lasts: 'The code works for',
  days: '{{n}} days',
  open: 'A code is out and not used; it ends at {{time}}. Take it back if the paper is lost.',
  withdraw: 'Take the code back',
  withdrawOf: 'Take back the enrolment code of {{name}}?',
  withdrawBody: 'The code that was given works no more. For the installation get another.',
  withdrawn: 'The code is taken back.',
  step: {
    connect: 'Give the box power and network.',
    type: 'Type the line above into the box, or scan the picture with a telephone and paste it.',
    wait: 'The box answers that it is enrolled: it fetches its schedule by itself.',
    look: 'Open the page of the speaker on the telephone and wait for the green contact light.',
  },
  sheet: {
    title: 'Print enrolment codes',
    intro:
      'For speakers that are registered and not installed. Each with its name, place, code and a picture to scan.',
    area: 'In the area (everywhere if empty)',
    boxes: 'Choose speakers',
    find: 'Find a speaker',
    noneFound: 'No speaker matches.',
    none: 'No speaker waits for its installation',
    noneBody: 'What is registered and not enrolled shows here.',
    choice: '{{name}}, {{area}}',
    first: 'Choose the first {{n}}',
    clear: 'Choose none',
    warn: 'Codes are shown on this page only, and each works once. Keep the paper like a key; if it is lost, take the code back on the page of the speaker.',
    make: 'Get codes for {{n}} speakers',
    most: 'At most {{n}} at a time.',
    made: 'There are {{n}} codes. Who leaves this page cannot see them again and has to get others.',
    rest: '{{n}} speakers have no code yet.',
    goOn: 'Go on',
    print: 'Print',
    again: 'Choose others',
    expires: 'Ends at {{time}}',
    noPlace: 'no position',
    at: '{{lat}}, {{lng}}',
  },
};
