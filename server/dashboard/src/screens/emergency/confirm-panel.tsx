/**
 * Hear and confirm — nghe và xác nhận.
 *
 * The last step: what will happen in plain words, the sound itself, the code, and one button that
 * says its effect. Alone where two are asked for is a choice of its own, explained before.
 */
import type { EntryId } from '@loaso/shared/ids';
import type {
  EmergencyDesk,
  EmergencyForecast,
  EmergencyQuestion,
} from '@loaso/shared/wire/http/emergency';
import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useEffect, useRef, useState } from 'react';
import { forecastQuery, type Order, startEmergency } from '../../api/emergency.js';
import { useWords, type WordsInUse } from '../../i18n/use-words.js';
import { isWholeCode } from '../../parts/code-digits.js';
import { CodeField } from '../../parts/code-field.js';
import { Icon } from '../../parts/icon.js';
import { NoCode } from '../../parts/no-code.js';
import { Notice } from '../../parts/notice.js';
import { Player } from '../../parts/player.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { Forecast } from './forecast.js';

import { type Draft, mayGoAlone, orderOf, questionOf } from './order.js';
import { StepCard } from './step-card.js';

type Props = {
  readonly draft: Draft;
  readonly change: (next: Partial<Draft>) => void;
  readonly desk: EmergencyDesk;
  readonly corrects: EntryId | undefined;
};

export function ConfirmPanel({ draft, change, desk, corrects }: Props): JSX.Element {
  const { t } = useWords();
  const drill = draft.kind === 'drill';
  const { message } = draft;
  const question = questionOf(draft);
  return (
    <StepCard
      n={3}
      title={t(drill ? 'emergency.confirm.drillTitle' : 'emergency.confirm.title')}
      testId="step-confirm"
    >
      {corrects === undefined ? null : <Corrects desk={desk} corrects={corrects} />}
      {draft.areaIds.length === 0 ? <p className="muted">{t('emergency.where.none')}</p> : null}
      {draft.stationIds?.length === 0 ? (
        <p className="muted">{t('emergency.where.noStation')}</p>
      ) : null}
      {message === null ? (
        <p className="muted">{t('emergency.confirm.chooseFirst')}</p>
      ) : (
        <div className="stack-sm">
          <p className="strong">{message.title}</p>
          <Player
            full
            sha256={message.sha256}
            title={message.title}
            durationMs={message.durationMs}
          />
        </div>
      )}
      {desk.factor !== 'active' ? <NoCode /> : null}
      {desk.factor === 'active' && question !== null ? (
        <Go
          key={question.bulletinId}
          draft={draft}
          change={change}
          corrects={corrects}
          question={question}
        />
      ) : null}
    </StepCard>
  );
}

function Corrects({ desk, corrects }: Pick<Props, 'desk'> & { corrects: EntryId }): JSX.Element {
  const { t } = useWords();
  const wrong = [...desk.active, ...desk.recent].find(({ id }) => id === corrects);
  return (
    <Notice tone="warn" still testId="corrects">
      <p>
        {wrong === undefined
          ? t('emergency.confirm.correctsPlain')
          : t('emergency.confirm.corrects', { title: wrong.title })}
      </p>
    </Notice>
  );
}

/** The effect on the button itself. */
function goText(draft: Draft, forecast: EmergencyForecast | undefined, words: WordsInUse): string {
  const { t, fmt } = words;
  const n = fmt.number(forecast?.devices ?? 0);
  if (draft.kind === 'drill') return t('emergency.confirm.goDrill', { n });
  return t(`emergency.confirm.go${forecast?.path ?? 'A'}`, { n });
}

type GoProps = Omit<Props, 'desk'> & { readonly question: EmergencyQuestion };

function Go({ draft, change, corrects, question }: GoProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const forecast = useQuery(forecastQuery(question));
  const button = useRef<HTMLButtonElement>(null);
  const path = forecast.data?.path;
  // On a phone the last step lies below the cards: it comes to meet the thumb.
  useEffect(() => {
    if (path !== undefined) button.current?.scrollIntoView({ block: 'nearest' });
  }, [path]);
  const start = useDeed({
    run: (order: Order) => startEmergency(order),
    renews: ['emergencies', 'overview'],
    after: ({ id }) => navigate({ to: '/khan-cap/$emergencyId', params: { emergencyId: id } }),
    // A code is good once.
    refused: () => setCode(''),
  });
  // What stands on the button while the answer to a change is on its way is not yet true.
  const known = forecast.data !== undefined && !forecast.isPlaceholderData;
  const ready = known && forecast.data.devices > 0;
  const go = (): void => {
    setTried(true);
    if (ready && isWholeCode(code)) start.mutate(orderOf(draft, question, { code, corrects }));
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <ProblemNotice error={forecast.error} onRetry={forecast.refetch} />
      {forecast.data === undefined ? null : (
        <>
          <Forecast draft={draft} forecast={forecast.data} />
          {mayGoAlone(draft, forecast.data) ? <Alone draft={draft} change={change} /> : null}
        </>
      )}
      <CodeField
        label={t('emergency.confirm.code')}
        value={code}
        onChange={setCode}
        error={tried && !isWholeCode(code) ? t('emergency.confirm.codeShort') : null}
      />
      <ProblemNotice error={start.error} />
      <Button
        ref={button}
        type="submit"
        size="lg"
        className="alarm-go"
        loading={start.isPending || (forecast.isFetching && !known)}
        leftSection={<Icon name={draft.kind === 'drill' ? 'drill' : 'siren'} size={24} />}
        data-testid="go"
      >
        {goText(draft, forecast.data, words)}
      </Button>
    </form>
  );
}

/** Break-glass: never the first thing seen, explained before it can be chosen. */
function Alone({ draft, change }: Pick<Props, 'draft' | 'change'>): JSX.Element {
  const { t } = useWords();
  return (
    <details className="fold alarm-alone" data-testid="alone">
      <summary>{t('emergency.confirm.alone')}</summary>
      <div className="stack-sm">
        <p className="small">{t('emergency.confirm.aloneBody')}</p>
        <Checkbox
          label={t('emergency.confirm.aloneChoose')}
          checked={draft.breakGlass}
          onChange={(event) => change({ breakGlass: event.currentTarget.checked })}
        />
      </div>
    </details>
  );
}
