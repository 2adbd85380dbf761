/**
 * Incident card — thẻ sự cố.
 *
 * Cause and place first, then since when, what to do, and who has it. The colour says how much is
 * silent: boxes that sound on by themselves are no red matter.
 */
import type { Incident } from '@loaso/shared/wire/http/incidents';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useMe } from '../../app/session.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import type { IconName } from '../../parts/icon.js';
import { Pill, type Tone } from '../../parts/pill.js';

const ERRAND: Readonly<Record<Incident['errand'], IconName>> = {
  visit: 'map',
  call: 'voice',
  desk: 'dials',
};

/** Over: calm. Open: red where something is silent, amber where all sound on. */
export function toneOf({ resolvedAt, devices, carryOn }: Incident): Tone {
  if (resolvedAt !== null) return 'good';
  return devices > 0 && carryOn >= devices ? 'warn' : 'bad';
}

export function Facts({ incident }: { readonly incident: Incident }): JSX.Element {
  const words = useWords();
  const now = useNow(10_000);
  return (
    <p className="row small muted incident-facts">
      {factsOf(incident, now, words).map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}

function factsOf(incident: Incident, now: ReturnType<typeof useNow>, { t, fmt }: WordsInUse) {
  const { startedAt, resolvedAt, merged, calmSince, devices, peak, people } = incident;
  const span = fmt.coarse((resolvedAt ?? now) - startedAt);
  const ended =
    resolvedAt === null
      ? []
      : [
          merged
            ? t('incident.mergedNote')
            : t('incident.healed', { when: fmt.when(resolvedAt, now) }),
        ];
  const wide = peak > devices ? [t('incident.peak', { n: fmt.number(peak) })] : [];
  return [
    t('incident.since', { when: fmt.when(startedAt, now) }),
    t('incident.lasted', { span }),
    t('incident.boxes', { n: fmt.number(devices) }),
    ...(people == null || people === 0 || resolvedAt !== null
      ? []
      : [t('incident.people', { n: fmt.number(people) })]),
    ...wide,
    ...ended,
    ...(calmSince !== null && resolvedAt === null ? [t('incident.calming')] : []),
    ...toldFacts(incident, now, { t, fmt }),
  ];
}

function toldFacts(
  { toldAt, escalatedAt, quiet }: Incident,
  now: ReturnType<typeof useNow>,
  { t, fmt }: Pick<WordsInUse, 't' | 'fmt'>,
): string[] {
  return [
    ...(toldAt === null ? [] : [t('incident.told', { when: fmt.when(toldAt, now) })]),
    ...(escalatedAt === null
      ? []
      : [t('incident.escalated', { when: fmt.when(escalatedAt, now) })]),
    ...(quiet ? [t('incident.quiet')] : []),
  ];
}

type Holding = NonNullable<Incident['assignee']>;
type Held = readonly [
  `incident.${'heldBy' | 'givenTo' | 'mine' | 'mineFrom'}`,
  { readonly name: string; readonly by: string },
];

function holdingOf({ id, name, by }: Holding, me: string): Held {
  const words = { name, by: by ?? '' };
  if (id === me) return [by === undefined ? 'incident.mine' : 'incident.mineFrom', words];
  return [by === undefined ? 'incident.heldBy' : 'incident.givenTo', words];
}

function useHolder({ assignee, acked }: Incident): string {
  const { t, fmt } = useWords();
  const me = useMe();
  const now = useNow(60_000);
  if (assignee !== null) return t(...holdingOf(assignee, me.id));
  if (acked === null) return t('incident.nobody');
  return t('incident.ackedBy', { name: acked.name, when: fmt.when(acked.at, now) });
}

/** Who has it, what kind of work it is, and how many sound on; nothing of one that is over. */
export function Pills({ incident }: { readonly incident: Incident }): JSX.Element | null {
  const { t, fmt } = useWords();
  const holder = useHolder(incident);
  const { assignee, acked, errand, carryOn, devices, resolvedAt } = incident;
  if (resolvedAt !== null) return null;
  const held = assignee !== null || acked !== null;
  const all = carryOn >= devices;
  return (
    <div className="row">
      <Pill tone="info" icon={ERRAND[errand]}>
        {t(`incident.errand.${errand}`)}
      </Pill>
      <Pill tone={held ? 'good' : 'warn'} icon={held ? 'check' : 'clock'}>
        {holder}
      </Pill>
      {carryOn === 0 ? null : (
        <Pill tone="good" icon="devices">
          {t(all ? 'incident.allCarryOn' : 'incident.carryOn', { n: fmt.number(carryOn) })}
        </Pill>
      )}
    </div>
  );
}

export function IncidentCard({ incident }: { readonly incident: Incident }): JSX.Element {
  const { t, pick } = useWords();
  return (
    <li
      className={`card stack-sm incident tone-${toneOf(incident)}`}
      data-testid="incident"
      data-cause={incident.cause}
    >
      <Link
        to="/su-co/$incidentId"
        params={{ incidentId: incident.id }}
        className="strong incident-title"
      >
        {pick(incident.title)}
      </Link>
      <p>{pick(incident.sentence)}</p>
      {incident.next === null || incident.resolvedAt !== null ? null : (
        <p>
          <span className="strong">{`${t('incident.toDo')}: `}</span>
          {pick(incident.next)}
        </p>
      )}
      <Pills incident={incident} />
      <Facts incident={incident} />
    </li>
  );
}
