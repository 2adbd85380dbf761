/**
 * English words of the yearly evaluation — lời tiếng Anh của báo cáo đánh giá năm.
 *
 * Names beside every figure what it counts, since the report is signed.
 */
import type { evaluation as vi } from '../vi/evaluation.js';
import type { Words } from '../words.js';

export const evaluation: Words<typeof vi> = {
  demo: 'The system runs as a demonstration, without real loudspeakers: figures are illustrative.',
  cut: 'There were too many faults or warnings this year: that part is not counted to the end.',
  commune: 'Commune',
  side: { urban: 'towns', rural: 'countryside' },
  reach: {
    title: 'People who hear about the law from loudspeakers',
    on: 'As of the end of {{day}}, after Decision 1462/QĐ-UBND.',
    urban: 'Towns that heard',
    rural: 'Countryside that heard',
    target: 'target {{n}} % by {{year}}',
    met: 'Met',
    missing: '{{n}} people missing',
    figure: { heard30: 'Heard', paper: 'Installed' },
    meaning: {
      heard30:
        'Heard: people in earshot of a speaker that aired at least one whole bulletin about the law within the 30 days before.',
      paper: 'Installed: people in earshot of an installed speaker, whether it sounds or not.',
    },
    unplaced: '{{n}} people live in hamlets without a place: counted as not reached.',
    empty: '{{n}} communes have no hamlet in the register and are not in the population.',
  },
  targets: {
    title: 'Against the targets',
    row: 'Target',
    side: 'People of {{side}}, by {{year}}: {{n}} %',
  },
  points: {
    title: 'Over the year',
    day: 'End of',
    first: 'just before this year',
  },
  behind: {
    title: '{{n}} communes under the target of {{year}}',
    people: 'People',
    reached: 'Heard',
    missing: 'Missing to the target',
    unreached: 'Not reached',
    more: 'Shown: the {{n}} that lack most. The files have all.',
  },
  year: {
    title: 'Against the year before',
    what: 'What',
    now: 'This year',
    before: 'Year before',
    change: 'Change',
    lawAirings: 'Law: airings by schedule',
    lawAired: 'Law: whole airings over speakers',
    lawHours: 'Law: hours aired',
    lawShare: 'Law: share aired (%)',
    allAirings: 'All bulletins: airings by schedule',
    allHours: 'All bulletins: hours aired',
    allShare: 'All bulletins: share aired (%)',
    faults: 'Faults found',
    median: 'Usual time of a fault (hours)',
    warnings: 'Real warnings',
    drills: 'Drills',
    meaning:
      'Hours are summed over speakers. An airing by schedule is one line at one time, on however many speakers.',
    span: 'The year before is {{from}} – {{to}}.',
    none: 'Nothing is known of the year before.',
  },
  unaired: {
    title: 'Communes that aired about the law',
    divided:
      'was divided into {{into}} after {{day}}. Until that day it aired {{n}} bulletins about the law: counted once for the province, and with no new commune.',
    share: '{{n}} of {{all}} communes aired bulletins about the law this year.',
    why: {
      'not-planned': 'no bulletin about the law was scheduled',
      'not-aired': 'scheduled, the speakers say they did not air it',
      'no-word': 'scheduled, the speakers have not told yet',
      virtual: 'aired as a test only, on no real speaker',
    },
  },
  fleet: {
    title: 'Speakers, faults and warnings',
    clusters: 'Speakers at the end of the year',
    notEnrolled: '{{n}} not enrolled',
    silent: '{{n}} with a schedule and no word for 30 days',
    open: '{{n}} not mended',
    seeFaults: 'See each fault',
    seeUrgent: 'See each warning and drill',
    noise:
      'Complaints about noise are not kept here. Minutes of sound in each hamlet are in the part of that name.',
  },
  remarks: {
    title: 'Remarks and proposals',
    how: 'Written by your office and printed with the figures above. Number and date are left blank for the clerk.',
    comment: 'Remarks',
    proposal: 'Proposals',
    parent: 'Office above',
    office: 'Reporting office',
    signer: 'Title of who signs',
    recipients: 'Recipients, a line for each',
    example: {
      comment: 'What went well, what did not, and why.',
      proposal: 'What is asked, and of whom.',
      parent: 'UBND tỉnh Gia Lai',
      office: 'Sở Văn hoá, Thể thao và Du lịch',
      signer: 'Giám đốc',
      recipients: 'Sở Tư pháp (tổng hợp);',
    },
    save: 'Save this part',
    saved: 'Saved. The print now has this part.',
    by: 'Version {{n}}, saved by {{who}} at {{when}}',
    older: 'See {{n}} earlier versions',
    again: 'Take this version back into the form',
    none: 'The unit has written nothing for these days.',
    empty: 'This version is empty.',
  },
};
