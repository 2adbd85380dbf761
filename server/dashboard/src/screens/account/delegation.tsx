/**
 * Standing in — uỷ quyền duyệt.
 *
 * A leader lends the right to approve for some days and takes it back; the other one sees it and may
 * give it up. Every ending names its effect first.
 */
import type { UserId } from '@loaso/shared/ids';
import { LocalDate, localDateOf } from '@loaso/shared/time';
import type { Delegation, Delegations as Listed } from '@loaso/shared/wire/http/delegations';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { addDelegation, delegationsQuery, endDelegation } from '../../api/delegations.js';
import { now } from '../../app/clock.js';
import { useMe } from '../../app/session.js';
import { formatDate } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { DialogForm } from '../../parts/dialog-form.js';
import type { IconName } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { Pill, type Tone } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';

const RENEWS = ['delegations', 'me'] as const;

const LOOK: Readonly<Record<Delegation['state'], readonly [Tone, IconName]>> = {
  coming: ['info', 'clock'],
  'in-force': ['good', 'check'],
  over: ['mute', 'off'],
  'taken-back': ['mute', 'off'],
};

export function StandIns(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const list = useQuery(delegationsQuery);
  const [adding, setAdding] = useState(false);
  const found = list.data;
  const leads = me.role === 'approver';
  return (
    <Section title={t('delegation.title')} testId="delegations">
      <p className="muted">{t('delegation.intro')}</p>
      <ProblemNotice error={list.error} onRetry={list.refetch} />
      {found === undefined ? null : <Rows found={found} />}
      {!leads || found === undefined ? null : found.candidates.length === 0 ? (
        <p className="small">{t('delegation.noCandidate')}</p>
      ) : adding ? (
        <AddForm candidates={found.candidates} onClose={() => setAdding(false)} />
      ) : (
        <Button variant="default" onClick={() => setAdding(true)}>
          {t('delegation.add')}
        </Button>
      )}
    </Section>
  );
}

function Rows({ found }: { readonly found: Listed }): JSX.Element {
  const { t } = useWords();
  if (found.delegations.length === 0) return <p>{t('delegation.none')}</p>;
  return (
    <ul className="plain-list rows">
      {found.delegations.map((one) => (
        <Row key={one.id} one={one} />
      ))}
    </ul>
  );
}

function Row({ one }: { readonly one: Delegation }): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const [ending, setEnding] = useState(false);
  const end = useDeed({
    run: () => endDelegation(one.id),
    renews: RENEWS,
    done: t('delegation.ended'),
    after: () => setEnding(false),
  });
  const given = one.fromUserId === me.id;
  const names = { to: one.toName, from: one.fromName, area: one.areaName };
  const open = one.state === 'coming' || one.state === 'in-force';
  return (
    <li className="row">
      <div className="grow stack-sm">
        <strong>{t(given ? 'delegation.given' : 'delegation.received', names)}</strong>
        <span className="small">
          {t('delegation.days', { from: formatDate(one.from), until: formatDate(one.until) })}
          {' · '}
          {one.reason}
        </span>
        <Pill tone={LOOK[one.state][0]} icon={LOOK[one.state][1]}>
          {t(`delegation.state.${one.state}`)}
        </Pill>
      </div>
      {open ? (
        <Button variant="default" onClick={() => setEnding(true)}>
          {t(given ? 'delegation.end' : 'delegation.leave')}
        </Button>
      ) : null}
      <Confirm
        opened={ending}
        title={t('delegation.endAsk')}
        verb={t(given ? 'delegation.end' : 'delegation.leave')}
        busy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate(undefined)}
        onClose={() => setEnding(false)}
      >
        <p>{t('delegation.endEffect', names)}</p>
      </Confirm>
    </li>
  );
}

type FormProps = { readonly candidates: Listed['candidates']; readonly onClose: () => void };

function AddForm({ candidates, onClose }: FormProps): JSX.Element {
  const { t } = useWords();
  const today = localDateOf(now());
  const [to, setTo] = useState<UserId>(candidates[0]?.id as UserId);
  const [days, setDays] = useState<{ from: string; until: string }>({ from: today, until: today });
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [from, until] = [LocalDate.safeParse(days.from), LocalDate.safeParse(days.until)];
  const ordered = from.success && until.success && from.data <= until.data && until.data >= today;
  const short = reason.trim().length < 3;
  const add = useDeed({
    run: (span: { from: LocalDate; until: LocalDate }) =>
      addDelegation({ toUserId: to, ...span, reason: reason.trim() }),
    renews: RENEWS,
    done: t('delegation.saved'),
    after: onClose,
  });
  return (
    <DialogForm
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (ordered && !short) add.mutate({ from: from.data, until: until.data });
      }}
      onClose={onClose}
      verb={t('delegation.save')}
      busy={add.isPending}
      error={add.error}
    >
      <NativeSelect
        label={t('delegation.to')}
        value={to}
        data={candidates.map((one) => ({
          value: one.id,
          label: `${one.fullName} (${t(`words.role.${one.role}`)})`,
        }))}
        onChange={(event) => setTo(event.currentTarget.value as UserId)}
      />
      <div className="columns columns-2">
        {(['from', 'until'] as const).map((side) => (
          <TextInput
            key={side}
            type="date"
            label={t(`delegation.${side}`)}
            min={today}
            value={days[side]}
            error={tried && !ordered && side === 'until' ? t('delegation.daysWrong') : null}
            onChange={(event) => setDays({ ...days, [side]: event.currentTarget.value })}
          />
        ))}
      </div>
      <TextInput
        label={t('delegation.reason')}
        description={t('delegation.reasonHint')}
        maxLength={200}
        value={reason}
        error={tried && short ? t('delegation.reasonShort') : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
