/**
 * Condition — tình trạng cụm loa.
 *
 * Clock, audio at hand, output, records, software: what the box said, and how long ago.
 */
import type { Instant } from '@loaso/shared/time';
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import type { Status } from '@loaso/shared/wire/status';
import type { JSX } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';

type Fact = readonly [name: string, value: string];

function clockText(clock: Status['clock'], { t, fmt }: WordsInUse): string {
  const ms = t('fleet.device.ms', { n: fmt.number(clock.errorMs ?? 0) });
  switch (clock.trust) {
    case 'locked':
      return t('fleet.device.clockGood', { ms });
    case 'holdover':
      return t('fleet.device.clockHold', { ms });
    case 'coarse':
      return t('fleet.device.clockCoarse');
    case 'unknown':
      return t('fleet.device.clockUnknown');
  }
}

function cacheText(cache: Status['cache'], { t, fmt }: WordsInUse): string {
  if (cache.needed === 0) return t('fleet.device.cacheNone');
  return cache.have < cache.needed
    ? t('fleet.device.cacheMissing', { have: cache.have, needed: cache.needed })
    : t('fleet.device.cacheFull', {
        have: cache.have,
        needed: cache.needed,
        size: fmt.size(cache.bytes),
      });
}

const OUTPUT = { card: 'outputCard', silent: 'outputSilent', file: 'outputFile' } as const;

function outputText(output: Status['output'], { t }: WordsInUse): string {
  const kind = t(`fleet.device.${OUTPUT[output.kind]}`);
  const told = output.healthy ? kind : t('fleet.device.outputBad', { kind });
  return output.virtual ? `${told} (${t('fleet.device.virtual')})` : told;
}

/** Nothing where the box does not switch its amplifier. */
function amplifierFacts(
  amplifier: Status['amplifier'],
  now: Instant,
  { t, fmt }: WordsInUse,
): Fact[] {
  if (amplifier === undefined) return [];
  const { on, sinceAt = null, fault = null } = amplifier;
  const since =
    sinceAt === null ? '' : ` ${t('fleet.device.since', { at: fmt.when(sinceAt, now) })}`;
  const told =
    fault === null
      ? `${t(`fleet.device.${on ? 'amplifierOn' : 'amplifierOff'}`)}${since}`
      : t('fleet.device.amplifierFailed');
  return [[t('fleet.device.amplifier'), told]];
}

/** Unmeasured is said so: one of two horns may be silent, and only somebody below hears it. */
function hornFacts(vitals: Status['vitals'], { t, fmt }: WordsInUse): Fact[] {
  const told = vitals?.horns?.map((horn, index) =>
    t('fleet.device.hornOf', {
      n: fmt.number(index + 1),
      state: t(`fleet.device.horn.${horn ?? 'unknown'}`),
    }),
  );
  return [[t('fleet.device.horns'), told?.join('; ') ?? t('fleet.device.hornsUnknown')]];
}

/** Nothing where the box has no microphone. */
function hearingFacts(hearing: Status['hearing'], { t, fmt }: WordsInUse): Fact[] {
  if (hearing === undefined) return [];
  const { verdict, why, gainDb, usualGainDb } = hearing;
  const softer =
    verdict === 'weak' && gainDb !== null && usualGainDb !== null
      ? ` (${t('fleet.device.softerBy', { db: fmt.number(Math.round(usualGainDb - gainDb)) })})`
      : '';
  const told =
    why === null ? t(`fleet.device.hearing.${verdict}`) : t(`fleet.device.hearingDoubt.${why}`);
  return [[t('fleet.device.microphone'), `${told}${softer}`]];
}

function statusFacts(status: Status, now: Instant, words: WordsInUse): Fact[] {
  const { t, fmt } = words;
  return [
    [t('fleet.device.clock'), clockText(status.clock, words)],
    [t('fleet.device.cache'), cacheText(status.cache, words)],
    [t('fleet.device.disk'), fmt.size(status.cache.freeBytes)],
    [t('fleet.device.output'), outputText(status.output, words)],
    ...amplifierFacts(status.amplifier, now, words),
    ...hornFacts(status.vitals, words),
    ...hearingFacts(status.hearing, words),
    [
      t('fleet.device.unsent'),
      status.unsentRecords === 0
        ? t('fleet.device.unsentNone')
        : t('fleet.device.unsentSome', { n: fmt.number(status.unsentRecords) }),
    ],
    [
      t('fleet.device.version'),
      t('fleet.device.versionOf', {
        v: status.agentVersion,
        up: fmt.coarse(status.uptimeS * 1000),
      }),
    ],
  ];
}

function storedFacts(device: DeviceDetail, now: number, { t, fmt }: WordsInUse): Fact[] {
  const { envelope, position } = device;
  return [
    [
      t('fleet.device.records'),
      device.recordsStored === 0
        ? t('fleet.device.recordsNone')
        : t('fleet.device.recordsOf', {
            n: fmt.number(device.recordsStored),
            age: fmt.age(device.lastRecordAt, now),
          }),
    ],
    [
      t('fleet.device.envelope'),
      envelope === null ? t('fleet.device.envelopeNone') : envelope.windows.join('\n'),
    ],
    [
      t('fleet.device.position'),
      position === null
        ? t('fleet.device.positionNone')
        : `${position.lat.toFixed(4)}, ${position.lng.toFixed(4)}`,
    ],
  ];
}

export function Health({ device }: { readonly device: DeviceDetail }): JSX.Element {
  const words = useWords();
  const { t, fmt } = words;
  const now = useNow(5000);
  const { status } = device;
  const facts = [
    ...(status === null ? [] : statusFacts(status, now, words)),
    ...storedFacts(device, now, words),
  ];
  return (
    <Section
      title={t('fleet.device.health')}
      testId="health"
      aside={
        device.statusAt === null ? null : (
          <span className="small muted">
            {t('fleet.device.reportedAt', { age: fmt.age(device.statusAt, now) })}
          </span>
        )
      }
    >
      {status === null ? <p className="muted">{t('fleet.device.noStatus')}</p> : null}
      <dl className="facts small">
        {facts.map(([name, value]) => (
          <div key={name} className="fact-row">
            <dt>{name}</dt>
            <dd className="windows">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
