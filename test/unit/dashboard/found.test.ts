/** Search, map clusters, the log in words, sentences: what the office's screens derive. */
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { AuditEvent } from '@loaso/shared/wire/http/people';
import { expect } from 'chai';
import fc from 'fast-check';
import { asSentences } from '#dashboard/api/as-sentences';
import { formatsOf, type Translate } from '#dashboard/i18n/format';
import { vi } from '#dashboard/i18n/vi/index';
import { groupOf, told } from '#dashboard/screens/audit/told';
import { clustersOf } from '#dashboard/screens/map/clusters';
import { foundIn, type Thing } from '#dashboard/screens/search/found';
import { devicesOf } from '../../support/dashboard-fixture/fleet.js';

const thing = (kind: Thing['kind'], title: string, about = ''): Thing => ({
  kind,
  id: title,
  title,
  about,
  icon: 'map',
  href: '/',
});

describe('dashboard/search', () => {
  const all = [
    thing('devices', 'Cụm loa Quy Nhơn 1', 'Phường Quy Nhơn'),
    thing('areas', 'Phường An Nhơn'),
    thing('areas', 'Xã An Hoà', 'gần An Nhơn'),
    thing('people', 'Đặng Văn An'),
  ];
  const titles = (sought: string): string[] => foundIn(all, sought).map(({ title }) => title);

  it('finds with and without marks, the name before what stands beside it', () => {
    expect(titles('an nhon')).to.deep.equal(['Phường An Nhơn', 'Xã An Hoà']);
    expect(titles('An Nhơn')).to.deep.equal(titles('an nhon'));
    expect(titles('dang')).to.deep.equal(['Đặng Văn An']);
  });

  it('finds nothing inside words, and nothing for nothing', () => {
    expect(titles('hon')).to.deep.equal([]);
    expect(titles('  ')).to.deep.equal([]);
  });

  it('keeps what the server found by its text', () => {
    expect(foundIn(all, 'họp', new Set(['Phường An Nhơn'])).length).to.equal(1);
  });
});

describe('dashboard/map clusters', () => {
  const [device] = devicesOf(1_764_000_000_000);
  if (device === undefined) throw new Error('the fixture has no speaker');
  const lit = (light: 'green' | 'red'): DeviceSummary => ({
    ...device,
    lights: { reachable: light, ready: light, audible: light },
  });

  it('keeps every speaker, exactly once', () => {
    const place = fc.record({ x: fc.integer({ max: 4000 }), y: fc.integer({ max: 4000 }) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 300 }), (places) => {
        const clusters = clustersOf(places.map((one) => ({ ...one, device })));
        expect(clusters.reduce((sum, { devices }) => sum + devices.length, 0)).to.equal(
          places.length,
        );
      }),
    );
  });

  it('shows the worst of those that it gathers', () => {
    const [cluster] = clustersOf([
      { x: 1, y: 1, device: lit('green') },
      { x: 3, y: 5, device: lit('red') },
    ]);
    expect(cluster).to.deep.include({ light: 'red', x: 2, y: 3 });
  });

  it('lets each be by itself where the map cannot be enlarged', () => {
    const same = [1, 2, 3].map(() => ({ x: 7, y: 7, device }));
    expect(clustersOf(same, false).length).to.equal(3);
  });
});

describe('dashboard/log in words', () => {
  /** The words themselves, figures and names filled in. */
  const t = ((key: string, gaps: Record<string, unknown> = {}): string => {
    const found = key
      .split('.')
      .reduce<unknown>((tree, part) => (tree as Record<string, unknown>)?.[part], vi);
    return String(found).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(gaps[name]));
  }) as Translate;
  const say = (act: string, target: string, detail: string): string => {
    const names = new Map([
      ['username', new Map([['hoa', 'Nguyễn Thị Hoa']])],
      ['area', new Map([['21583', 'Phường Quy Nhơn']])],
      ['device', new Map([['loa-01', 'Cụm loa chợ']])],
    ]);
    const event = AuditEvent.parse({ seq: 1, at: 0, actor: 'hoa', act, target, detail, hash: 'a' });
    const one = told(event, { t, fmt: formatsOf(t, 'vi-VN'), names });
    return [one.who, one.deed, one.thing, one.more].filter(Boolean).join(' | ');
  };

  it('names people, things and places', () => {
    expect(say('device.register', 'device:loa-01', 'Cụm loa chợ · 21583')).to.equal(
      'Nguyễn Thị Hoa | khai báo cụm loa | “Cụm loa chợ” | Phường Quy Nhơn',
    );
    expect(say('user.change', 'user:u1', 'role=approver areaId=21583 password')).to.match(
      /Lãnh đạo duyệt, Phường Quy Nhơn, đặt lại mật khẩu$/,
    );
    expect(say('device.photo-add', 'device:loa-01', 'cabinet: cửa mở')).to.equal(
      'Nguyễn Thị Hoa | thêm ảnh của | “Cụm loa chợ” | Hộp thiết bị: cửa mở',
    );
  });

  it('tells JSON, states and counts as sentences', () => {
    expect(say('area.settings', 'area:21583', '{"style":{"four":"bốn"}}')).to.match(
      /cách đọc số: bốn$/,
    );
    expect(say('area.settings', 'area:21583', '{"style":{"fo')).to.match(/nhiều mục$/);
    expect(say('bulletin.change', 'bulletin:b', 'voiced → draft: sentences 3 4')).to.match(
      /sửa cách đọc 2 câu, bản tin thành Nháp$/,
    );
    expect(say('delegation.add', 'delegation:d', 'to hoa 2026-11-25 2026-11-30: họp')).to.match(
      /cho Nguyễn Thị Hoa, từ 25\/11\/2026 đến hết 30\/11\/2026: họp$/,
    );
  });

  it('says no fingerprint, and keeps what no rule reads', () => {
    expect(say('bulletin.approve', 'bulletin:b', `${'ab'.repeat(32)} in place of hoa`)).to.match(
      /\| thay cho Nguyễn Thị Hoa$/,
    );
    expect(say('future.act', 'thing:1', 'some detail')).to.match(/some detail$/);
  });

  it('puts every act into a group that can be chosen', () => {
    expect(groupOf('login')).to.equal('session');
    expect(groupOf('entry.edit')).to.equal('entry');
    expect(groupOf('future.act')).to.equal(null);
  });
});

describe('dashboard/readings as sentences', () => {
  it('begins each sentence and line with a capital, and changes nothing else', () => {
    expect(asSentences('mời bà con. đúng bảy giờ!\nđịa điểm: nhà văn hoá')).to.equal(
      'Mời bà con. Đúng bảy giờ!\nĐịa điểm: nhà văn hoá',
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(asSentences(text).toLocaleLowerCase('vi')).to.equal(text.toLocaleLowerCase('vi'));
      }),
    );
  });
});
