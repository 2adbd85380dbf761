/**
 * Deeds on a line — sửa, bỏ một lượt hay cả dòng lịch.
 *
 * Two buttons beside an airing. Editing opens the form; leaving out asks for how much, says what that
 * does, and can be taken back.
 */
import type { Instant } from '@loaso/shared/time';
import type { EditScope, Entry } from '@loaso/shared/wire/http/schedule';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { type EditBody, editEntry, previewEdit } from '../../api/schedule.js';
import { useNow } from '../../app/clock.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { Notice } from '../../parts/notice.js';
import { useDeed } from '../../parts/use-deed.js';
import { ScopeField } from '../entry/scope-field.js';
import { useRemember } from './last-edit.js';

type Props = { readonly entry: Entry; readonly at: Instant; readonly onDone: () => void };

export function LineDeeds(props: Props): JSX.Element | null {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const now = useNow(60_000);
  const [asking, setAsking] = useState(false);
  const { entry, at } = props;
  if (entry.state === 'cancelled') {
    return (
      <Notice tone="mute" still>
        <p>{t('schedule.item.cancelledState')}</p>
      </Notice>
    );
  }
  const over = entry.endedAt !== null && entry.endedAt <= now;
  if (!may.schedule(me.role) || over || (at <= now && entry.rule.kind === 'once')) return null;
  return (
    <div className="row">
      <Button
        onClick={() => void navigate({ to: '/lich-phat/them', search: { sua: entry.id, luc: at } })}
      >
        {t('schedule.edit.open')}
      </Button>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('schedule.edit.leaveOut')}
      </Button>
      {asking ? <LeaveOut {...props} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

function LeaveOut({
  entry,
  at,
  onDone,
  onClose,
}: Props & { readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const remember = useRemember();
  const once = entry.rule.kind === 'once';
  const [scope, setScope] = useState<EditScope>(once ? 'all' : 'this');
  const deed = useDeed({
    run: () => editEntry({ id: entry.id, edit: { scope, at, change: null } }),
    renews: ['calendar', 'entries', 'overview', 'airings', 'device', 'week-ahead'],
    done: t('schedule.edit.leftOut'),
    after: ({ undo, publish }) => {
      remember({ title: entry.title, undo, publicationId: publish.publicationId });
      onDone();
    },
  });
  return (
    <Confirm
      danger
      opened
      title={t('schedule.edit.leaveOutTitle')}
      verb={t('schedule.edit.leaveOutVerb')}
      busy={deed.isPending}
      error={deed.error}
      onConfirm={() => deed.mutate(undefined)}
      onClose={onClose}
    >
      {once ? null : <ScopeField at={at} value={scope} onChange={setScope} />}
      {scope === 'this' ? null : <p>{t('schedule.item.cancelBody', { title: entry.title })}</p>}
      <Extent entry={entry} edit={{ scope, at, change: null }} />
    </Confirm>
  );
}

/** How many communes and speakers are told, before they are. */
function Extent({
  entry,
  edit,
}: {
  readonly entry: Entry;
  readonly edit: EditBody;
}): JSX.Element | null {
  const { pick } = useWords();
  const preview = useQuery({
    queryKey: ['entry-preview', entry.id, edit],
    queryFn: () => previewEdit({ id: entry.id, edit }),
    retry: false,
    gcTime: 0,
  });
  const told = preview.data?.publish;
  return told === undefined ? null : (
    <p className="small" data-testid="publish-forecast">
      {pick(told.words)}
    </p>
  );
}
