/**
 * English words of reports — lời tiếng Anh của các báo cáo.
 *
 * Says for every figure what is counted, since a report is handed in.
 */
import type { report as vi } from '../vi/report.js';
import type { Words } from '../words.js';

export const report: Words<typeof vi> = {
  title: 'Broadcast report',
  intro:
    'What was planned and what really aired, counted from what the speakers themselves report.',
  area: 'Place',
  span: 'Period',
  spans: {
    today: 'Today',
    week: 'Last 7 days',
    month: 'This month',
    lastMonth: 'Last month',
    year: 'This year',
    lastYear: 'Last year',
    own: 'Choose days',
  },
  from: 'From',
  to: 'To',
  law: 'Legal bulletins only',
  wrongSpan: 'The first day must be before the last, and the period no longer than a year.',
  tabs: { sums: 'Summary', diary: 'Diary' },
  files: 'Download',
  file: { xlsx: 'Excel', pdf: 'PDF to print', csv: 'CSV' },
  before: {
    more: 'up {{n}}',
    less: 'down {{n}}',
    same: 'unchanged',
    span: 'Up or down against {{from}} – {{to}}, as many days just before.',
    none: 'The days just before ({{from}} – {{to}}) have nothing to compare with.',
  },
  figure: {
    planned: 'Planned',
    aired: 'Aired',
    interrupted: 'Cut short',
    missed: 'Not aired',
    unknown: 'Not known',
    virtual: 'Test output',
    share: 'Share aired',
    minutes: 'Minutes aired',
  },
  meaning: {
    planned: 'airings, counted on every speaker',
    share: 'of those whose outcome is known',
    unknown: 'the speaker has not reported yet',
    virtual: 'no real loudspeaker, so not counted as aired',
  },
  percent: '{{n}} %',
  noShare: 'none yet',
  airings: '{{n}} airings by schedule',
  emergencies: '{{n}} emergency warnings',
  asOf: 'As of {{when}}',
  by: {
    area: 'By place',
    field: 'By field',
    kind: 'By kind',
    priority: 'By priority',
    month: 'By month',
  },
  kind: { text: 'Read by a voice', recorded: 'Recorded' },
  empty: 'Nothing was due in this period',
  emptyBody:
    'Choose another period, or schedule something. An airing counts when its time is over.',
  diaryShort: 'The diary shows at most 31 days. Choose a shorter period.',
  cut: 'The first {{n}} lines only. Choose a shorter period or a smaller place.',
  all: 'Whole on all {{n}} speakers',
  boxes: 'each speaker',
  boxesOf: 'Each speaker of {{title}}',
  hide: 'hide',
  practice: {
    mark: 'practice',
    intro:
      'Practice diary: what the airings of the lesson would have done on real speakers. None sounds, and no report and no coverage counts it.',
    none: 'Nothing was practised in these days.',
    noneBody:
      'Put a bulletin on the schedule of the training commune; once its time is over it stands here.',
    noBox: 'The training commune has no imaginary speaker yet. Ask an administrator to add one.',
    boxes: '{{n}} imaginary speakers',
  },
};
