/**
 * Details told — phần chi tiết của một dòng nhật ký.
 *
 * The server writes some details for machines: pairs, states, JSON. Here they become words, each way
 * of writing by one rule; what no rule reads is left as it is.
 */
import { BulletinState, Field } from '@loaso/shared/wire/http/content';
import { type AuditEvent, Role } from '@loaso/shared/wire/http/people';
import { PhotoKind } from '@loaso/shared/wire/http/photos';
import type { Words } from './told-words.js';

type Tell = (detail: string, words: Words) => string | null;

/** Ids of orders and fingerprints say nothing to a reader. */
const silent: Tell = () => '';

/** '60% cmd-…'. */
const dataPlan: Tell = (detail) => /^\d+ MB/.exec(detail)?.[0] ?? '';
const percent: Tell = (detail) => /^\d+%/.exec(detail)?.[0] ?? '';

const FINGERPRINT = /\b[0-9a-f]{32,64}\b/g;

const withoutFingerprints: Tell = (detail, { t, names }) =>
  detail
    .replace(FINGERPRINT, '')
    .replace(/in place of (\S+)/, (_, leader: string) =>
      t('office.told.inPlaceOf', { name: names.get('username')?.get(leader) ?? leader }),
    )
    .replace(/\s+/g, ' ')
    .trim();

/** 'fullName=Nguyễn Văn A role=official password'. */
const pairs: Tell = (detail, { t, names }) => {
  const told = [...detail.matchAll(/(\w+)=(.*?)(?= \w+=| password$|$)/g)].flatMap(
    ([, key = '', value = '']) => pairText(key, value, { t, names }) ?? [],
  );
  return [...told, ...(/(^| )password$/.test(detail) ? [t('office.told.password')] : [])].join(
    ', ',
  );
};

function pairText(key: string, value: string, { t, names }: Omit<Words, 'fmt'>): string | null {
  switch (key) {
    case 'username':
      return t('office.told.username', { value });
    case 'fullName':
      return t('office.told.fullName', { value });
    case 'role': {
      const role = Role.safeParse(value);
      return role.success ? t(`words.role.${role.data}`) : value;
    }
    case 'area':
    case 'areaId':
      return names.get('area')?.get(value) ?? value;
    case 'stationIds':
      return value === ''
        ? t('office.people.stationsAll')
        : t('office.told.stations', { n: value.split(',').length });
    case 'active':
      return t(value === 'true' ? 'office.told.switchedOn' : 'office.told.switchedOff');
    default:
      return null;
  }
}

/** 'draft → voiced: title “…”, sentences 3 4, left out 7'. */
const changed: Tell = (detail, { t }) => {
  const [, from = '', to = '', what = ''] = /^(\w+) → (\w+): ?(.*)$/s.exec(detail) ?? [];
  const [before, after] = [BulletinState.safeParse(from), BulletinState.safeParse(to)];
  if (!before.success || !after.success) return null;
  const field = Field.safeParse(/field (\w+)/.exec(what)?.[1]);
  const title = /title “(.*?)”/s.exec(what)?.[1];
  const count = (name: string): number =>
    (new RegExp(`${name} ([\\d ]+)`).exec(what)?.[1] ?? '').trim().split(/\s+/).filter(Boolean)
      .length;
  const [reread, silenced, back] = ['sentences', 'left out', 'brought back'].map(count);
  return [
    title === undefined ? '' : t('office.told.title', { value: title }),
    field.success ? t(`words.field.${field.data}`) : '',
    reread ? t('office.told.sentences', { n: reread }) : '',
    silenced ? t('office.told.leftOut', { n: silenced }) : '',
    back ? t('office.told.broughtBack', { n: back }) : '',
    from === to ? '' : t('office.told.became', { state: t(`words.bulletinState.${after.data}`) }),
  ]
    .filter((part) => part !== '')
    .join(', ');
};

/** The name of the box is told already; the place is not. */
const placed: Tell = (detail, { names }) => {
  const id = detail.split(' · ').at(-1) ?? '';
  return names.get('area')?.get(id) ?? null;
};

/** What an area says of itself, as JSON; cut off when it was long. */
const settings: Tell = (detail, { t }) => {
  const change = jsonOf(detail);
  if (change === null) return t('office.told.settings');
  const { style, languages, stationName } = change;
  return [
    stationName === undefined
      ? ''
      : stationName === null
        ? t('office.told.stationInherited')
        : t('office.told.station', { value: String(stationName) }),
    style === undefined
      ? ''
      : style === null
        ? t('office.told.styleInherited')
        : t('office.told.style', { value: Object.values(style as object).join(', ') }),
    languages === undefined
      ? ''
      : t('office.told.languages', { n: Array.isArray(languages) ? languages.length : 0 }),
  ]
    .filter((part) => part !== '')
    .join('; ');
};

function jsonOf(
  text: string,
): Readonly<Record<'style' | 'languages' | 'stationName', unknown>> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** 'to hoa 2026-11-25 2026-11-30: leave'. */
const delegated: Tell = (detail, { t, names }) => {
  const read = /^to (\S*) (\d{4})-(\d\d)-(\d\d) (\d{4})-(\d\d)-(\d\d): (.*)$/s.exec(detail);
  if (read === null) return null;
  const [, who = '', y1, m1, d1, y2, m2, d2, why = ''] = read;
  return t('office.told.delegated', {
    name: names.get('username')?.get(who) ?? who,
    from: `${d1}/${m1}/${y1}`,
    until: `${d2}/${m2}/${y2}`,
    why,
  });
};

/** '41 boxes', '41 boxes: why'. */
const boxes: Tell = (detail, { t, fmt }) => {
  const [, n = '', why = ''] = /^(\d+) boxes(?:: (.*))?$/s.exec(detail) ?? [];
  if (n === '') return null;
  const text = t('office.told.boxes', { n: fmt.number(Number(n)) });
  return why === '' ? text : `${text}: ${why}`;
};

/** 'drill, path B, “…”, 41 boxes in 21583 21553, content …'. */
const ordered: Tell = (detail, { t, fmt, names }) => {
  const read = /^(drill, )?path \w, “(.*)”, (\d+) boxes in ([\w -]+), content/s.exec(detail);
  if (read === null) return null;
  const [, drill, title = '', n = '', areas = ''] = read;
  const where = areas.split(' ').map((id) => names.get('area')?.get(id) ?? id);
  return t(drill === undefined ? 'office.told.ordered' : 'office.told.drilled', {
    title,
    n: fmt.number(Number(n)),
    areas: where.join(', '),
  });
};

/** 'why: 61000 ms → 64000 ms'. */
const renewed: Tell = (detail, { fmt }) =>
  detail.replace(/(\d+) ms/g, (_, ms: string) => fmt.duration(Number(ms)));

const enrolled: Tell = (detail, { t }) => {
  const version = detail.split(' · ').at(-1) ?? '';
  return t('office.told.software', { version });
};

const ahead: Tell = (detail, { t }) => {
  const [, have = '', known = ''] = /number (\d+), this database knows (\d+)/.exec(detail) ?? [];
  return have === '' ? null : t('office.told.ahead', { have, known });
};

const cloned: Tell = (detail, { t }) => {
  const [, now = '', before = ''] = /^counter (\d+) after (\d+)$/.exec(detail) ?? [];
  const [, seq = ''] = /^record (\d+): /.exec(detail) ?? [];
  if (seq !== '') return t('office.told.twins', { seq });
  return now === '' ? null : t('office.told.cloned', { now, before });
};

/** 'cabinet: Hộp điện, cửa mở'. */
const photographed: Tell = (detail, { t }) => {
  const [, word = '', caption = ''] = /^(\w+): ?(.*)$/s.exec(detail) ?? [];
  const kind = PhotoKind.safeParse(word);
  if (!kind.success) return null;
  const name = t(`words.photoKind.${kind.data}`);
  return caption === '' ? name : `${name}: ${caption}`;
};

/** 'Bản tin sáng · 1/3 · 3 refused, 0 in trouble of 12', or without the faults. */
const published: Tell = (detail, { t }) => {
  const read = /^(.*) · (\d+\/\d+)(?: · (\d+) refused, (\d+) in trouble of (\d+))?$/s.exec(detail);
  if (read === null) return null;
  const [, title = '', stage = '', refused, troubled = '', n = ''] = read;
  return refused === undefined
    ? t('office.told.published', { title, stage })
    : t('office.told.halted', { title, stage, refused, troubled, n });
};

/** By the two halves of an act's name. */
const RULES: Readonly<Record<string, Readonly<Record<string, Tell>>>> = {
  user: { add: pairs, install: pairs, change: pairs },
  bulletin: {
    change: changed,
    clip: silent,
    submit: withoutFingerprints,
    approve: withoutFingerprints,
    reject: withoutFingerprints,
    withdraw: withoutFingerprints,
    unapprove: withoutFingerprints,
  },
  device: {
    register: placed,
    revoke: silent,
    enrol: enrolled,
    stop: silent,
    report: silent,
    'fetch-plan': silent,
    'restart-agent': silent,
    'test-chime': silent,
    'network-test': silent,
    'check-files': silent,
    'set-volume': percent,
    'set-data': dataPlan,
    'collect-log': silent,
    'log-taken': silent,
    'restart-box': silent,
    'learn-level': silent,
    'photo-add': photographed,
    'photo-change': photographed,
    'photo-remove': photographed,
    ahead,
    'clone-suspected': cloned,
  },
  area: { settings },
  delegation: { add: delegated },
  emergency: {
    start: ordered,
    confirm: ordered,
    stop: boxes,
    'second-wanted': silent,
    resume: silent,
  },
  entry: { renew: renewed },
  signer: { 'release-hold': boxes },
  'mail-report': { add: silent, change: silent, remove: silent, send: silent },
  publication: { halt: published, 'go-on': published },
};

/** The rest of the sentence; empty where everything is said. */
export function detailText({ act, detail }: AuditEvent, words: Words): string {
  if (detail === '') return '';
  const [room = '', verb = ''] = act.split('.');
  return RULES[room]?.[verb]?.(detail, words) ?? detail.replace(FINGERPRINT, '');
}
