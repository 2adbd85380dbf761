/**
 * Exemptions of an area, shown — ngoại lệ của địa bàn đang xem.
 *
 * Its own, newest first, and those of the areas above that hold here too; who may decide and withdraw.
 */
import type { AreaId } from '@loaso/shared/ids';
import { ok } from '@loaso/shared/result';
import { instant, type LocalDate, localDateOf } from '@loaso/shared/time';
import type { SoundExemption, SoundExemptions } from '@loaso/shared/wire/http/sound-exemptions';
import { may } from '../../core/access/roles.js';
import { exemptionInWords } from '../../core/schedule/exemption-said.js';
import type { StoredSoundExemption } from '../../ports/sound-exemptions.js';
import type { Actor, Answer } from '../actor.js';
import { refusalTo } from '../people/ports.js';
import { EXEMPTIONS_SHOWN, nameOf } from './exemption-draft.js';
import { type Place, placeOf, type SoundRulePorts } from './ports.js';
import { namesOf } from './view-rules.js';

export async function viewExemptions(
  ports: SoundRulePorts,
  actor: Actor,
  areaId: AreaId,
): Answer<SoundExemptions> {
  const found = await placeOf(ports, actor, { areaId, permission: 'see-sound-rules' });
  if (!found.ok) return found;
  const place = found.value;
  const { store, clock } = ports;
  const today = localDateOf(clock.now());
  const [history, inForce] = await Promise.all([
    store.soundExemptions.exemptionsOf(areaId, EXEMPTIONS_SHOWN),
    store.soundExemptions.exemptionsInForce(today),
  ]);
  const people = history.flatMap((one) => [one.createdBy, one.decidedBy, one.withdrawnBy]);
  const personOf = await namesOf(
    ports,
    people.filter((id) => id !== null),
  );
  const caps = place.policy.exemptionCaps;
  return ok({
    areaId,
    areaName: place.area.name,
    num: history[0]?.num ?? 0,
    list: history.map((one) => ({
      ...shown(one, today),
      confirmIn: nameOf(place, one.lifts),
      createdBy: personOf(one.createdBy),
      decidedBy: one.decidedBy === null ? null : personOf(one.decidedBy),
      withdrawnBy: one.withdrawnBy === null ? null : personOf(one.withdrawnBy),
      ...rightsOf(actor, place, one, today),
    })),
    above: inForce
      .filter((one) => place.path.indexOf(one.areaId) > 0)
      .map(({ fromDate, toDate, word, why, ...one }) => ({
        ...{ fromDate, toDate, word, why },
        areaName: nameOf(place, one.areaId),
        said: exemptionInWords({ fromDate, toDate, word }),
      })),
    caps:
      caps === undefined ? null : { daysMax: caps.daysMax, daysPerYearMax: caps.daysPerYearMax },
    mayWrite: refusalTo(actor, 'write-sound-rules') === null,
  });
}

const shown = (one: StoredSoundExemption, today: LocalDate) => ({
  num: one.num,
  state: one.state,
  fromDate: one.fromDate,
  toDate: one.toDate,
  word: one.word,
  isPast: one.toDate < today,
  said: exemptionInWords(one),
  why: one.why,
  createdAt: instant(one.createdAt),
});

function rightsOf(
  { role, userId }: Actor,
  { within }: Place,
  one: StoredSoundExemption,
  today: LocalDate,
): Pick<SoundExemption, 'mayDecide' | 'mayWithdraw'> {
  const asker = one.state === 'withdrawing' ? one.withdrawnBy : one.createdBy;
  const waits = one.state === 'withdrawing' || (one.state === 'pending' && within.has(one.lifts));
  const isOpen = one.state === 'pending' || one.state === 'in-force';
  return {
    mayDecide: waits && asker !== userId && may(role, 'decide-sound-rules'),
    mayWithdraw: isOpen && one.toDate >= today && may(role, 'write-sound-rules'),
  };
}
