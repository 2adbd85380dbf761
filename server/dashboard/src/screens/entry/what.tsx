/**
 * What — đọc bản tin nào.
 *
 * Only approved bulletins, read in the order in which they are chosen; or an approved stream, with
 * bulletins for the time in which it is lost.
 */
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Section } from '../../parts/page.js';
import { Player } from '../../parts/player.js';
import { NEW_RELAY } from './entry-draft.js';
import type { PartProps } from './part-props.js';
import { Play } from './play.js';
import { RelayFields } from './relay-fields.js';
import { seriesOf } from './series-of.js';

type Props = PartProps & {
  readonly approved: readonly BulletinSummary[];
  readonly chosen: readonly BulletinSummary[];
};

export function What({ draft, change, approved, chosen, title }: Props): JSX.Element {
  const { t } = useWords();
  const { relay } = draft;
  const part = { draft, change, approved, chosen };
  return (
    <Section title={title ?? t('schedule.add.what')} testId="what">
      <SegmentedControl
        aria-label={t('schedule.relay.kind')}
        className="entry-order"
        value={relay === null ? 'read' : 'relay'}
        onChange={(value) => change({ relay: value === 'relay' ? NEW_RELAY : null })}
        data={[
          { value: 'read', label: t('schedule.relay.kindRead') },
          { value: 'relay', label: t('schedule.relay.kindRelay') },
        ]}
      />
      {relay === null ? null : (
        <RelayFields
          relay={relay}
          silent={chosen.length === 0}
          change={(next) => change({ relay: next })}
        />
      )}
      {approved.length === 0 && relay === null ? (
        <Empty icon="bulletins" title={t('schedule.add.whatNone')}>
          <Link to="/ban-tin">{t('shell.nav.bulletins')}</Link>
        </Empty>
      ) : null}
      <Bulletins {...part} />
      {relay === null ? <HowRead {...part} /> : null}
    </Section>
  );
}

function Bulletins({ draft, change, approved }: Props): JSX.Element {
  const { t } = useWords();
  const { bulletinIds } = draft;
  const toggle = (id: BulletinSummary['id']): void =>
    change({
      bulletinIds: bulletinIds.includes(id)
        ? bulletinIds.filter((one) => one !== id)
        : [...bulletinIds, id],
    });
  return (
    <ul className="plain-list rows">
      {approved.map((one) => {
        const at = bulletinIds.indexOf(one.id);
        return (
          <li key={one.id} className="row">
            <Checkbox
              className="grow"
              size="md"
              label={one.title}
              description={
                at < 0 || bulletinIds.length < 2
                  ? one.areaName
                  : `${one.areaName} · ${t('schedule.add.order', { n: at + 1 })}`
              }
              checked={at >= 0}
              onChange={() => toggle(one.id)}
            />
            {one.clip === null ? null : (
              <Player sha256={one.clip.sha256} title={one.title} durationMs={one.clip.durationMs} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The series it may belong to, how long it takes, in which order and how often it is read. */
function HowRead({ draft, change, approved, chosen }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const inTurn = draft.inTurn && chosen.length > 1;
  const lengths = chosen.map(({ durationMs }) => durationMs);
  const length = inTurn ? Math.max(...lengths) : lengths.reduce((sum, one) => sum + one, 0);
  const series = seriesOf(chosen[0], approved);
  return (
    <>
      {series.length > draft.bulletinIds.length ? (
        <Button
          variant="default"
          onClick={() => change({ bulletinIds: series, inTurn: true, atEnd: 'stop' })}
        >
          {t('schedule.play.wholeSeries', { n: series.length })}
        </Button>
      ) : null}
      {chosen.length === 0 ? null : (
        <>
          <p className="strong">
            {t(inTurn ? 'schedule.play.longest' : 'schedule.add.total', {
              time: fmt.duration(length),
            })}
          </p>
          <Play draft={draft} change={change} several={chosen.length > 1} />
        </>
      )}
    </>
  );
}
