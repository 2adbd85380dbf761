/**
 * Routes of reports by e-mail of the fixture — báo cáo tự gửi mẫu.
 *
 * A monthly report that arrives and a yearly one whose last letter did not; an empty world has none.
 */
import { AreaId } from '@loaso/shared/ids';
import { LocalDate } from '@loaso/shared/time';
import {
  type MailReport,
  MailReportChange,
  NewMailReport,
} from '@loaso/shared/wire/http/mail-reports';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const DAY = 86_400_000;

const report = (id: string, now: number, more: Partial<MailReport>): MailReport => ({
  id,
  revision: 0,
  areaId: AreaId.parse('52'),
  areaName: 'Tỉnh Gia Lai',
  period: 'month',
  format: 'pdf',
  afterDays: 0,
  minute: 420,
  law: false,
  contactIds: ['ctc-2'],
  nextAt: now + 5 * DAY,
  span: { from: LocalDate.parse('2026-10-01'), to: LocalDate.parse('2026-10-31') },
  readers: ['Trần Thị Minh'],
  sendings: [],
  ...more,
});

const known = new WeakMap<World, MailReport[]>();

function reportsOf(world: World, now: number): MailReport[] {
  const first =
    world.devices.length === 0
      ? []
      : [
          report('rpt-1', now, {
            sendings: [{ to: 'Trần Thị Minh', state: 'sent', at: now - 25 * DAY, problem: null }],
          }),
          report('rpt-2', now, {
            period: 'year',
            format: 'xlsx',
            law: true,
            nextAt: now + 40 * DAY,
            readers: ['Trần Thị Minh', 'Lê Văn Hùng'],
            sendings: [
              {
                to: 'Lê Văn Hùng',
                state: 'failed',
                at: now - 2 * DAY,
                problem: {
                  vi: 'Máy chủ thư không trả lời.',
                  en: 'The mail server does not answer.',
                },
              },
            ],
          }),
        ];
  const reports = known.get(world) ?? first;
  known.set(world, reports);
  return reports;
}

const listed = ({ now }: Call, world: World): Reply => ({
  status: 200,
  json: { configured: true, reports: reportsOf(world, now) },
});

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const mailReports: Readonly<Record<string, Handler>> = {
  'GET mail-reports': listed,
  'POST mail-reports': (call, world) => {
    const body = NewMailReport.parse(call.body);
    reportsOf(world, call.now).push(report(`rpt-${call.now}`, call.now, body));
    return { ...listed(call, world), status: 201 };
  },
  'PATCH mail-reports/*': (call, world, [id]) => {
    const { seen, ...body } = MailReportChange.parse(call.body);
    known.set(
      world,
      reportsOf(world, call.now).map((one) =>
        one.id === id ? { ...one, ...body, revision: seen + 1 } : one,
      ),
    );
    return listed(call, world);
  },
  'DELETE mail-reports/*': (call, world, [id]) => {
    known.set(
      world,
      reportsOf(world, call.now).filter((one) => one.id !== id),
    );
    return listed(call, world);
  },
  'POST mail-reports/*/send': (call, world, [id]) => {
    const sent = { to: 'Trần Thị Minh', state: 'waiting', at: call.now, problem: null } as const;
    known.set(
      world,
      reportsOf(world, call.now).map((one) =>
        one.id === id ? { ...one, sendings: [sent, ...one.sendings] } : one,
      ),
    );
    return listed(call, world);
  },
};
