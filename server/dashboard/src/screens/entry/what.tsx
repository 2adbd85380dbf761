/**
 * What — đọc bản tin nào.
 *
 * Only approved bulletins; read in the order in which they are chosen.
 */
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import { Button, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Section } from '../../parts/page.js';
import { Player } from '../../parts/player.js';
import type { PartProps } from './part-props.js';
import { Play } from './play.js';
import { seriesOf } from './series-of.js';

type Props = PartProps & {
  readonly approved: readonly BulletinSummary[];
  readonly chosen: readonly BulletinSummary[];
};

export function What({ draft, change, approved, chosen, title }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const inTurn = draft.inTurn && chosen.length > 1;
  const lengths = chosen.map(({ durationMs }) => durationMs);
  const length = inTurn ? Math.max(...lengths) : lengths.reduce((sum, one) => sum + one, 0);
  const series = seriesOf(chosen[0], approved);
  const toggle = (id: BulletinSummary['id']): void => {
    const { bulletinIds } = draft;
    change({
      bulletinIds: bulletinIds.includes(id)
        ? bulletinIds.filter((one) => one !== id)
        : [...bulletinIds, id],
    });
  };
  return (
    <Section title={title ?? t('schedule.add.what')} testId="what">
      {approved.length === 0 ? (
        <Empty icon="bulletins" title={t('schedule.add.whatNone')}>
          <Link to="/ban-tin">{t('shell.nav.bulletins')}</Link>
        </Empty>
      ) : null}
      <ul className="plain-list rows">
        {approved.map((one) => {
          const at = draft.bulletinIds.indexOf(one.id);
          return (
            <li key={one.id} className="row">
              <Checkbox
                className="grow"
                size="md"
                label={one.title}
                description={
                  at < 0 || draft.bulletinIds.length < 2
                    ? one.areaName
                    : `${one.areaName} · ${t('schedule.add.order', { n: at + 1 })}`
                }
                checked={at >= 0}
                onChange={() => toggle(one.id)}
              />
              {one.clip === null ? null : (
                <Player
                  sha256={one.clip.sha256}
                  title={one.title}
                  durationMs={one.clip.durationMs}
                />
              )}
            </li>
          );
        })}
      </ul>
      {series.length > draft.bulletinIds.length ? (
        <Button
          variant="default"
          onClick={() => change({ bulletinIds: series, inTurn: true, atEnd: 'stop' })}
        >
          {t('schedule.play.wholeSeries', { n: series.length })}
        </Button>
      ) : null}
      {chosen.length === 0 ? null : (
        <p className="strong">
          {t(inTurn ? 'schedule.play.longest' : 'schedule.add.total', {
            time: fmt.duration(length),
          })}
        </p>
      )}
      {chosen.length === 0 ? null : (
        <Play draft={draft} change={change} several={chosen.length > 1} />
      )}
    </Section>
  );
}
