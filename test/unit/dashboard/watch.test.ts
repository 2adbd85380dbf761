/** What a technician reads of incidents, of the time axis, and how far it is. */
import type { BoxMoment, Incident } from '@loaso/shared/wire/http/incidents';
import { expect } from 'chai';
import { navFor } from '#dashboard/app/navigation';
import type { Translate } from '#dashboard/i18n/format';
import { vi } from '#dashboard/i18n/vi/index';
import { momentText, momentTone } from '#dashboard/screens/device/axis-text';
import { distanceKm, wayTo } from '#dashboard/screens/work/distance';

function translate(key: string, gaps: Readonly<Record<string, string>> = {}): string {
  let found: unknown = vi;
  for (const part of key.split('.')) found = (found as Record<string, unknown>)[part];
  return String(found).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(gaps[name]));
}
const t = translate as Translate;
const pick = ({ vi }: { vi: string }): string => vi;
const moment = (change: Partial<BoxMoment>): BoxMoment => ({
  at: 0,
  track: 'network',
  kind: 'gone',
  detail: 'broker',
  untilAt: null,
  ...change,
});
const told = (track: BoxMoment['track'], kind: string, detail: string): [string, string] => {
  const one = moment({ track, kind, detail });
  return [momentText(one, { t, pick }), momentTone(one)];
};

describe('dashboard/watch', () => {
  it('tells each kind of moment in words of a technician', () => {
    expect(told('network', 'gone', 'broker')).to.deep.equal(['Mất liên lạc', 'bad']);
    expect(told('power', 'mains', 'battery')).to.deep.equal([
      'Mất điện lưới, chạy bằng pin',
      'bad',
    ]);
    expect(told('power', 'mains', 'on')).to.deep.equal(['Có điện lưới', 'good']);
    expect(told('agent', 'started', 'crash')).to.deep.equal(['Khởi động (phần mềm lỗi)', 'mute']);
    expect(told('fault', 'line', 'short')).to.deep.equal(['Đường loa: chập', 'bad']);
    expect(told('fault', 'clock', 'unknown')).to.deep.equal(['Đồng hồ: không biết giờ', 'bad']);
    expect(told('fault', 'refused-plan', 'old-number')).to.deep.equal([
      'Cụm từ chối: old-number',
      'bad',
    ]);
    expect(told('command', 'fetch-plan', 'kythuat')).to.deep.equal([
      'Tải lại kế hoạch (kythuat)',
      'info',
    ]);
    expect(told('play', 'played', 'Bản tin')).to.deep.equal(['Bản tin', 'good']);
  });

  it('tells what came of an order in the words of the server', () => {
    const words = { vi: 'Hộp từ chối: loa đang phát.', en: 'The box refused.' };
    const one = moment({ track: 'command', kind: 'result-refused', detail: '', words });
    expect([momentText(one, { t, pick }), momentTone(one)]).to.deep.equal([words.vi, 'bad']);
    expect(momentTone({ ...one, kind: 'result-done' })).to.equal('good');
  });

  it('shows what it does not know as it came', () => {
    expect(told('agent', 'moved', 'x')).to.deep.equal(['moved x', 'mute']);
    expect(told('agent', 'started', 'aliens')[0]).to.equal('Khởi động (không rõ vì sao)');
  });

  it('measures the way from Quy Nhơn to Pleiku to the kilometre', () => {
    const quyNhon = { lat: 13.7765, lng: 109.2237 };
    const pleiku = { lat: 13.9833, lng: 108.0 };
    expect(distanceKm(quyNhon, pleiku)).to.be.closeTo(134, 1);
    expect(distanceKm(quyNhon, quyNhon)).to.equal(0);
    expect(wayTo(pleiku)).to.match(/destination=13.9833,108$/);
  });

  it('leads a technician to the work of the day first', () => {
    const names = (role: Parameters<typeof navFor>[0]) => navFor(role).map(({ name }) => name);
    expect(names('technician').slice(0, 2)).to.deep.equal(['today', 'work']);
    expect(names('official')).to.include('incidents').and.not.to.include('work');
  });

  it('knows the words of every errand', () => {
    const errands: Incident['errand'][] = ['visit', 'call', 'desk'];
    expect(errands.map((errand) => vi.incident.errand[errand])).not.to.include(undefined);
  });
});
