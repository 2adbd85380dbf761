/**
 * Log told — một dòng nhật ký bằng lời.
 *
 * Who did what to which named thing, in a sentence; ids become names where the name is still known.
 * What cannot be told in words is shown as it was written, never hidden.
 */
import type { AuditEvent } from '@loaso/shared/wire/http/people';
import { actText } from '../../i18n/act-text.js';
import { detailText } from './told-details.js';
import type { Words } from './told-words.js';

export type Told = {
  readonly who: string;
  readonly deed: string;
  /** What it was done to; empty where the deed says it already. */
  readonly thing: string;
  /** Address of the thing, where it has a page. */
  readonly href: string | null;
  readonly more: string;
};

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  bulletin: (id) => `/ban-tin/${id}`,
  device: (id) => `/cum-loa/${id}`,
  emergency: (id) => `/khan-cap/${id}`,
  entry: () => '/lich-phat',
  publication: (id) => `/phat-hanh/${id}`,
  release: () => '/phan-mem',
  user: () => '/nguoi-dung',
};

const KINDS = [
  'bulletin',
  'device',
  'emergency',
  'entry',
  'publication',
  'release',
  'user',
  'area',
  'delegation',
] as const;

/** 'device:loa-01' → its name; an id without a name is told as a kind of thing with that id. */
function thingOf(target: string, { t, names }: Words): Pick<Told, 'thing' | 'href'> {
  const [kind = '', ...rest] = target.split(':');
  const id = rest.join(':');
  const known = KINDS.find((one) => one === kind);
  if (known === undefined) return { thing: target === 'fleet' ? '' : target, href: null };
  const name = names.get(kind)?.get(id);
  // A delegation has no name; the deed says to whom.
  if (known === 'delegation') return { thing: '', href: null };
  return {
    thing: name === undefined ? t(`office.told.unnamed.${known}`, { id }) : `“${name}”`,
    href: PAGES[known]?.(id) ?? null,
  };
}

/** A person by full name, a box by its name, the server as such. */
export function whoText(actor: string, { t, names }: Words): string {
  if (actor === 'server') return t('office.told.server');
  if (actor === 'installation') return t('office.told.installation');
  const [kind, id = ''] = actor.split(':');
  if (kind === 'device') return t('office.told.box', { name: names.get('device')?.get(id) ?? id });
  return names.get('username')?.get(actor) ?? actor;
}

/** Of what somebody did to themselves the name is not said twice. */
const isOwn = (act: string): boolean => /^(login|logout|factor\.)/.test(act);

export function told(event: AuditEvent, words: Words): Told {
  const { thing, href } = thingOf(event.target, words);
  return {
    who: whoText(event.actor, words),
    deed: actText(event.act, words.t),
    thing: isOwn(event.act) ? '' : thing,
    href: isOwn(event.act) ? null : href,
    more: detailText(event, words),
  };
}

/** Groups of acts that an administrator looks for. */
export const GROUPS = [
  'bulletin',
  'entry',
  'emergency',
  'device',
  'user',
  'session',
  'area',
  'signer',
] as const;
export type Group = (typeof GROUPS)[number];

const GROUP_OF: Readonly<Record<string, Group>> = {
  login: 'session',
  logout: 'session',
  factor: 'session',
  delegation: 'user',
  lexicon: 'area',
  'sound-rule': 'area',
  publication: 'entry',
  'cluster-group': 'entry',
  release: 'device',
};

/** 'entry.edit' → 'entry', 'login' → 'session'. */
export function groupOf(act: string): Group | null {
  const [first = ''] = act.split('.');
  return GROUP_OF[first] ?? GROUPS.find((one) => one === first) ?? null;
}
