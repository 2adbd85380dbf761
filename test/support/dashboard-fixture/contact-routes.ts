/**
 * Contact routes of the fixture — người nhận báo sự cố mẫu.
 *
 * Three people: one told at once, one who stands in, one whose address does not work. A trial
 * succeeds but with the last.
 */
import { AreaId } from '@loaso/shared/ids';
import { type Contact, NewContact } from '@loaso/shared/wire/http/mail';
import type { Call, Reply } from './routes.js';
import type { World } from './world.js';

const HOUR = 3_600_000;

const contact = (id: string, more: Partial<Contact>): Contact => ({
  id,
  areaId: AreaId.parse('52'),
  areaName: 'Tỉnh Gia Lai',
  name: 'Lê Văn Hùng',
  role: 'technician',
  email: 'hung.le@gialai.example',
  wants: 'all',
  afterMinutes: 0,
  fromMinute: 360,
  untilMinute: 1260,
  active: true,
  problem: null,
  lastSentAt: null,
  ...more,
});

const NO_ADDRESS = {
  vi: 'Địa chỉ người nhận không có hoặc không nhận thư.',
  en: 'The address does not exist or takes no letters.',
};
const TAKEN = {
  vi: 'Máy chủ thư đã nhận thư thử. Xin xem hộp thư của người nhận, cả mục Thư rác.',
  en: 'The mail server has taken the letter. Look into the mailbox, the junk folder too.',
};

const known = new WeakMap<World, Contact[]>();

/** An empty world has nobody yet. */
function firstOf(world: World, now: number): Contact[] {
  if (world.devices.length === 0) return [];
  return [
    contact('ctc-1', { lastSentAt: now - 3 * HOUR }),
    contact('ctc-2', {
      name: 'Trần Thị Minh',
      role: 'administrator',
      email: 'minh.tran@gialai.example',
      wants: 'grave',
      afterMinutes: 30,
      fromMinute: 0,
      untilMinute: 1440,
    }),
    contact('ctc-3', {
      name: 'Nguyễn Văn Lâm',
      role: 'approver',
      email: 'lam.nguyen@quynhon.example',
      areaId: AreaId.parse('21583'),
      areaName: 'Phường Quy Nhơn',
      wants: 'digest',
      problem: NO_ADDRESS,
    }),
  ];
}

function contactsOf(world: World, now: number): Contact[] {
  const contacts = known.get(world) ?? firstOf(world, now);
  known.set(world, contacts);
  return contacts;
}

const listed = ({ now }: Call, world: World): Reply => ({
  status: 200,
  json: {
    configured: true,
    waiting: world.devices.length === 0 ? 0 : 2,
    contacts: contactsOf(world, now),
  },
});

type Handler = (call: Call, world: World, parts: readonly string[]) => Reply;

export const contacts: Readonly<Record<string, Handler>> = {
  'GET contacts': listed,
  'POST contacts': (call, world) => {
    const made = contact(`ctc-${call.now}`, NewContact.parse(call.body));
    contactsOf(world, call.now).push(made);
    return listed(call, world);
  },
  'POST contacts/*': (call, world, [id]) => {
    const all = contactsOf(world, call.now);
    const at = all.findIndex((one) => one.id === id);
    const one = all[at];
    if (one !== undefined) all[at] = { ...one, ...NewContact.parse(call.body) };
    return listed(call, world);
  },
  'DELETE contacts/*': (call, world, [id]) => {
    const all = contactsOf(world, call.now);
    known.set(
      world,
      all.filter((one) => one.id !== id),
    );
    return listed(call, world);
  },
  'POST contacts/*/try': (_call, _world, [id]) => ({
    status: 200,
    json: id === 'ctc-3' ? { sent: false, words: NO_ADDRESS } : { sent: true, words: TAKEN },
  }),
};
