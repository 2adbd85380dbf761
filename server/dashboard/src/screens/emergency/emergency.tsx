/**
 * Emergency — cảnh báo khẩn cấp.
 *
 * Where, what, hear, confirm, on one page with everything derived that can be. A drill goes the same
 * steps in another colour, under other words, with its button in another place.
 */
import { EntryId } from '@loaso/shared/ids';
import type { EmergencyDesk, EmergencyKind } from '@loaso/shared/wire/http/emergency';
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { deskQuery } from '../../api/emergency.js';
import { areasQuery } from '../../api/people.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { KindStrip } from '../../parts/kind-strip.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { ConfirmPanel } from './confirm-panel.js';
import { choicesFor, type Draft, hamletsFor, newDraft } from './order.js';
import { Recent } from './recent.js';
import { What } from './what.js';
import { Where } from './where.js';
import './emergency.css';

export function EmergencyScreen(): JSX.Element {
  const { t } = useWords();
  const { dienTap } = useSearch({ from: '/frame/khan-cap' });
  const kind: EmergencyKind = dienTap === true ? 'drill' : 'real';
  const desk = useQuery(deskQuery);
  const drill = kind === 'drill';
  return (
    <Page
      title={t(drill ? 'emergency.drillTitle' : 'emergency.title')}
      intro={t(drill ? 'emergency.drillIntro' : 'emergency.intro')}
      actions={<ModeSwitch kind={kind} />}
    >
      <ProblemNotice error={desk.error} onRetry={desk.refetch} />
      {desk.isPending ? <Waiting /> : null}
      {desk.data === undefined ? null : (
        <>
          {desk.data.mayStart ? <Steps key={kind} kind={kind} desk={desk.data} /> : <OnlyWatch />}
          <Recent desk={desk.data} />
        </>
      )}
    </Page>
  );
}

function ModeSwitch({ kind }: { readonly kind: EmergencyKind }): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <SegmentedControl
      className={`alarm-mode alarm-mode-${kind}`}
      aria-label={t('emergency.mode')}
      value={kind}
      onChange={(value) =>
        void navigate({
          to: '/khan-cap',
          search: value === 'drill' ? { dienTap: true } : {},
          replace: true,
        })
      }
      data={[
        { value: 'real', label: t('emergency.modeReal') },
        { value: 'drill', label: t('emergency.modeDrill') },
      ]}
    />
  );
}

function OnlyWatch(): JSX.Element {
  const { t } = useWords();
  return (
    <div className="card">
      <Empty icon="siren" title={t('emergency.notAllowed')} body={t('emergency.notAllowedNext')} />
    </div>
  );
}

type StepsProps = { readonly kind: EmergencyKind; readonly desk: EmergencyDesk };

function Steps({ kind, desk }: StepsProps): JSX.Element {
  const me = useMe();
  const areas = useQuery(areasQuery);
  const choices = choicesFor(areas.data ?? [], me);
  const { thay } = useSearch({ from: '/frame/khan-cap' });
  const corrects = EntryId.safeParse(thay).data;
  const [picked, setPicked] = useState<Partial<Draft>>({});
  const draft: Draft = { ...newDraft(kind, choices, me), ...picked };
  const change = (next: Partial<Draft>): void => {
    setPicked((before) => ({ ...before, ...next }));
  };
  return (
    <div className={`alarm alarm-${kind}`} data-kind={kind}>
      <KindStrip kind={kind} />
      <div className="alarm-steps">
        <div className="stack">
          <ProblemNotice error={areas.error} onRetry={areas.refetch} />
          <Where
            draft={draft}
            change={change}
            choices={choices}
            hamlets={hamletsFor(areas.data ?? [], choices)}
          />
          <What draft={draft} change={change} messages={desk.messages} />
        </div>
        <div className="alarm-panel">
          <ConfirmPanel draft={draft} change={change} desk={desk} corrects={corrects} />
        </div>
      </div>
    </div>
  );
}
