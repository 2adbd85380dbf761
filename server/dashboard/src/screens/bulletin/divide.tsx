/**
 * Divide — chia văn bản dài thành loạt kỳ.
 *
 * Offered when a text is longer than an airing: how many episodes of what length, what each reads,
 * and one button that makes them. Shows nothing for a text that fits.
 */
import type { Bulletin } from '@loaso/shared/wire/http/content';
import { type EpisodePreview, SLOT_MINUTES } from '@loaso/shared/wire/http/series';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { divideBulletin, seriesPreviewQuery } from '../../api/series.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

const MINUTE_MS = 60_000;
const CHOICES = [5, 10, 15, 20, 30, 45, 60] as const;

type Props = { readonly bulletin: Bulletin };

const isOpen = ({ state, kind, series }: Bulletin): boolean =>
  kind === 'text' &&
  series === null &&
  (state === 'draft' || state === 'voiced' || state === 'rejected');

export function Divide({ bulletin }: Props): JSX.Element | null {
  const me = useMe();
  const { expectedMs } = bulletin.script;
  if (!may.compose(me.role) || !isOpen(bulletin) || bulletin.priority === 'emergency') return null;
  return expectedMs > SLOT_MINUTES.min * MINUTE_MS ? <Offer bulletin={bulletin} /> : null;
}

function Offer({ bulletin }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const long = bulletin.script.expectedMs > SLOT_MINUTES.usual * MINUTE_MS;
  const [slot, setSlot] = useState<number>(long ? SLOT_MINUTES.usual : SLOT_MINUTES.min);
  const [open, setOpen] = useState(false);
  const body = <Choice bulletin={bulletin} slot={slot} onSlot={setSlot} />;
  if (!long) {
    return (
      <details
        className="card fold"
        data-testid="divide"
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>{t('studio.series.short')}</summary>
        {open ? body : null}
      </details>
    );
  }
  return (
    <Section title={t('studio.series.offer')} testId="divide">
      <p className="muted">
        {t('studio.series.why', {
          time: fmt.duration(bulletin.script.expectedMs),
          n: SLOT_MINUTES.usual,
        })}
      </p>
      {body}
    </Section>
  );
}

type ChoiceProps = Props & { readonly slot: number; readonly onSlot: (minutes: number) => void };

function Choice({ bulletin, slot, onSlot }: ChoiceProps): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  const preview = useQuery(seriesPreviewQuery(bulletin.id, slot, bulletin.revision));
  const divide = useDeed({
    run: () => divideBulletin(bulletin.id, { slotMinutes: slot, revision: bulletin.revision }),
    renews: ['bulletin', 'bulletins', 'overview'],
    done: t('studio.series.made'),
    after: ({ episodes: [first] }) =>
      first === undefined
        ? undefined
        : navigate({ to: '/ban-tin/$bulletinId', params: { bulletinId: first.id } }),
  });
  const episodes = preview.data?.episodes ?? [];
  const { wholeMs = 0 } = preview.data ?? {};
  return (
    <div className="stack-sm">
      <NativeSelect
        label={t('studio.series.slot')}
        value={String(slot)}
        onChange={(event) => onSlot(Number(event.currentTarget.value))}
        data={CHOICES.map((n) => ({ value: String(n), label: t('words.time.minutes', { n }) }))}
      />
      <ProblemNotice error={preview.error ?? divide.error} />
      {episodes.length === 1 ? <p className="muted">{t('studio.series.fits')}</p> : null}
      {episodes.length < 2 ? null : (
        <>
          <Previewed episodes={episodes} />
          <div>
            <Button
              leftSection={<Icon name="bulletins" size={18} />}
              loading={divide.isPending}
              onClick={() => divide.mutate(undefined)}
            >
              {t('studio.series.divide', {
                n: episodes.length,
                minutes: Math.max(1, Math.round(wholeMs / episodes.length / MINUTE_MS)),
              })}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Previewed({ episodes }: { readonly episodes: readonly EpisodePreview[] }): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <ol className="plain-list stack-sm" data-testid="episode-preview">
      {episodes.map((one) => (
        <li key={one.number} className="row row-apart">
          <span className="grow">
            <span className="strong">{t('studio.series.part', { n: one.number })}</span>{' '}
            {one.fromClause === one.toClause
              ? one.fromClause
              : t('studio.series.range', { from: one.fromClause, to: one.toClause })}
          </span>
          <span className="numbers muted">{fmt.duration(one.durationMs)}</span>
        </li>
      ))}
    </ol>
  );
}
