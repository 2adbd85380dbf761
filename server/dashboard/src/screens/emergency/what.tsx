/**
 * What to say — phát tin nào.
 *
 * Prepared messages as large cards, each with its hear button; a new one is written below them.
 */
import type { EmergencyMessage } from '@loaso/shared/wire/http/emergency';
import { URGENT_PLAYS_MAX } from '@loaso/shared/wire/urgent';
import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Empty } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { Player } from '../../parts/player.js';
import { NewMessage } from './new-message.js';
import { type Draft, GAPS_MS } from './order.js';
import { StepCard } from './step-card.js';

type Props = {
  readonly draft: Draft;
  readonly change: (next: Partial<Draft>) => void;
  readonly messages: readonly EmergencyMessage[];
};

/** Prepared ones first; what was just made stays in sight until the server lists it. */
export function cardsOf(
  messages: readonly EmergencyMessage[],
  chosen: EmergencyMessage | null,
): EmergencyMessage[] {
  const known = messages.some(({ bulletinId }) => bulletinId === chosen?.bulletinId);
  const all = chosen === null || known ? messages : [...messages, chosen];
  return [...all].sort((a, b) => Number(b.prepared) - Number(a.prepared));
}

export function What({ draft, change, messages }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const [writing, setWriting] = useState(false);
  const [only] = draft.areaIds;
  const areaId = draft.areaIds.length === 1 && only !== undefined ? only : me.areaId;
  const cards = cardsOf(messages, draft.message);
  const choose = (message: EmergencyMessage): void => change({ message, breakGlass: false });
  return (
    <StepCard n={2} title={t('emergency.what.title')} testId="step-what">
      {cards.length === 0 ? (
        <Empty icon="siren" title={t('emergency.what.none')} body={t('emergency.what.noneBody')}>
          {may.compose(me.role) ? (
            <Link to="/nhap-van-ban" search={{ khan: true }}>
              {t('emergency.what.prepare')}
            </Link>
          ) : null}
        </Empty>
      ) : (
        <fieldset className="alarm-cards">
          <legend className="visually-hidden">{t('emergency.what.prepared')}</legend>
          {cards.map((message) => (
            <Card
              key={message.bulletinId}
              message={message}
              chosen={message.bulletinId === draft.message?.bulletinId}
              onChoose={() => choose(message)}
            />
          ))}
        </fieldset>
      )}
      {may.compose(me.role) ? (
        <details className="fold" onToggle={(event) => setWriting(event.currentTarget.open)}>
          <summary>
            <span className="strong">{t('emergency.what.write')}</span>
            <span className="small muted">{t('emergency.what.writeHint')}</span>
          </summary>
          {writing ? (
            <NewMessage areaId={areaId} stationIds={draft.stationIds} onMade={choose} />
          ) : null}
        </details>
      ) : null}
      <Times draft={draft} change={change} />
    </StepCard>
  );
}

type CardProps = {
  readonly message: EmergencyMessage;
  readonly chosen: boolean;
  readonly onChoose: () => void;
};

function Card({ message, chosen, onChoose }: CardProps): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <div className={`alarm-card ${chosen ? 'alarm-card-chosen' : ''}`} data-testid="message">
      <label className="alarm-card-choice">
        <input type="radio" name="khan-cap-tin" checked={chosen} onChange={onChoose} />
        <span className="stack-sm">
          <span className="strong">{message.title}</span>
          <span className="small muted">
            {t('emergency.what.lasts', { time: fmt.duration(message.durationMs) })}
          </span>
        </span>
      </label>
      <div className="row row-apart">
        {message.prepared ? (
          <Pill tone="good" icon="check">
            {t('emergency.what.ready')}
          </Pill>
        ) : (
          <Pill tone="warn" icon="people">
            {message.without > 0
              ? t('emergency.what.without', {
                  n: fmt.number(message.without),
                  of: fmt.number(message.boxes),
                })
              : t('emergency.what.notReady')}
          </Pill>
        )}
        <Player sha256={message.sha256} title={message.title} durationMs={message.durationMs} />
      </div>
      {message.without > 0 ? <p className="small muted">{t('emergency.what.withoutWhy')}</p> : null}
    </div>
  );
}

function Times({ draft, change }: Omit<Props, 'messages'>): JSX.Element {
  const { t, fmt } = useWords();
  const counts = Array.from({ length: URGENT_PLAYS_MAX }, (_, index) => index + 1);
  return (
    <details className="fold">
      <summary>
        <Icon name="clock" size={18} />
        {t('emergency.what.timesShort', {
          n: fmt.number(draft.plays),
          gap: fmt.duration(draft.gapMs),
        })}
      </summary>
      <div className="row">
        <NativeSelect
          label={t('emergency.what.times')}
          value={String(draft.plays)}
          onChange={(event) => change({ plays: Number(event.currentTarget.value) })}
          data={counts.map((n) => ({
            value: String(n),
            label: t('emergency.what.timesOf', { n: fmt.number(n) }),
          }))}
        />
        <NativeSelect
          label={t('emergency.what.gap')}
          value={String(draft.gapMs)}
          onChange={(event) => change({ gapMs: Number(event.currentTarget.value) })}
          data={GAPS_MS.map((ms) => ({ value: String(ms), label: fmt.duration(ms) }))}
        />
      </div>
    </details>
  );
}
