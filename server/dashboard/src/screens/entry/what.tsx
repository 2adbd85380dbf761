/**
 * What — đọc bản tin nào.
 *
 * Only approved bulletins; read in the order in which they are chosen.
 */
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Section } from '../../parts/page.js';
import { Player } from '../../parts/player.js';
import type { PartProps } from './part-props.js';

type Props = PartProps & {
  readonly approved: readonly BulletinSummary[];
  readonly chosen: readonly BulletinSummary[];
};

export function What({ draft, change, approved, chosen }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const total = chosen.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const toggle = (id: BulletinSummary['id']): void => {
    const { bulletinIds } = draft;
    change({
      bulletinIds: bulletinIds.includes(id)
        ? bulletinIds.filter((one) => one !== id)
        : [...bulletinIds, id],
    });
  };
  return (
    <Section title={t('schedule.add.what')} testId="what">
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
      {chosen.length === 0 ? null : (
        <p className="strong">{t('schedule.add.total', { time: fmt.duration(total) })}</p>
      )}
      {chosen.length > 1 ? <p className="small muted">{t('schedule.add.whatOrder')}</p> : null}
    </Section>
  );
}
