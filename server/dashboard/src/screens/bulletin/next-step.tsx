/**
 * Next step — việc tiếp theo với bản tin.
 *
 * What this person can do with this bulletin now, the likely thing first; or why nothing. The server
 * judges by itself: this only keeps useless buttons away.
 */
import type { Bulletin, BulletinState } from '@loaso/shared/wire/http/content';
import type { User } from '@loaso/shared/wire/http/people';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { forecastApproval, moveBulletin, removeBulletin } from '../../api/content.js';
import { ProblemError } from '../../api/reach.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { Forecast } from '../../parts/forecast.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { Approve } from './approve.js';
import { RejectDialog, RenameDialog } from './dialogs.js';
import { hasWritten } from './own-words.js';
import { Standing } from './standing.js';

const RENEWS = ['bulletin', 'bulletins', 'overview'] as const;

type Hint =
  | 'makeVoiceFirst'
  | 'readFirst'
  | 'waitingForOther'
  | 'ownApproval'
  | 'listenFirst'
  | 'readyToAir'
  | 'withdrawnNow'
  | 'nothing';

/** One sentence about what comes next, for this person. */
function hintFor(bulletin: Bulletin, me: User): Hint {
  const { state, clip } = bulletin;
  if (state === 'withdrawn') return 'withdrawnNow';
  if (state === 'approved') return 'readyToAir';
  if (state === 'submitted') return judgesHint(bulletin, me);
  if (!may.compose(me.role)) return 'nothing';
  return clip === null ? 'makeVoiceFirst' : 'readFirst';
}

function judgesHint(bulletin: Bulletin, me: User): Hint {
  if (!decides(me)) return 'waitingForOther';
  return hasWritten(bulletin, me) ? 'ownApproval' : 'listenFirst';
}

/** By role, or in a leader's place; the server knows for which bulletins. */
const decides = (me: User): boolean => may.approve(me.role) || (me.decidesFor ?? []).length > 0;

const isEditable = (bulletin: Bulletin): boolean =>
  bulletin.state === 'draft' || bulletin.state === 'voiced' || bulletin.state === 'rejected';

/** States in which a change under an approver's eyes is somebody else's. */
const WAITS: readonly BulletinState[] = ['draft', 'voiced', 'submitted'];

export function NextStep({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const official = may.compose(me.role);
  const submitted = bulletin.state === 'submitted';
  const approver = submitted && decides(me) && !hasWritten(bulletin, me);
  const [seen, setSeen] = useState(bulletin.revision);
  const moved = decides(me) && bulletin.revision !== seen && WAITS.includes(bulletin.state);
  return (
    <Section title={t('content.act.next')} testId="next-step">
      <Says hint={hintFor(bulletin, me)} />
      <Standing bulletin={bulletin} />
      {official && isEditable(bulletin) && bulletin.clip !== null ? (
        <Submit bulletin={bulletin} />
      ) : null}
      {moved ? (
        <Notice tone="warn" title={t('studio.moved.title')} testId="moved">
          <p>{t(approver ? 'studio.moved.again' : 'studio.moved.back')}</p>
        </Notice>
      ) : null}
      {approver ? (
        <Judge bulletin={bulletin} seen={seen} onSeen={() => setSeen(bulletin.revision)} />
      ) : null}
      {official && bulletin.state === 'approved' ? <ToSchedule bulletin={bulletin} /> : null}
      <More bulletin={bulletin} />
    </Section>
  );
}

function Says({ hint }: { readonly hint: Hint }): JSX.Element {
  const { t } = useWords();
  const words = t(`content.act.${hint}`);
  return hint === 'ownApproval' ? (
    <Notice tone="warn" still testId="own-approval">
      <p>{words}</p>
    </Notice>
  ) : (
    <p className="muted">{words}</p>
  );
}

type Props = { readonly bulletin: Bulletin };

function Submit({ bulletin }: Props): JSX.Element {
  const { t } = useWords();
  const deed = useDeed({
    run: () => moveBulletin(bulletin.id, 'submit', { seen: bulletin.revision }),
    renews: RENEWS,
    done: t('content.act.submitted'),
    refused: useReload(bulletin),
  });
  return (
    <>
      <ProblemNotice error={deed.error} />
      <Button size="md" loading={deed.isPending} onClick={() => deed.mutate(undefined)}>
        {t('content.act.submit')}
      </Button>
    </>
  );
}

/** A refusal because somebody else was quicker shows the page as it is now. */
function useReload({ id }: Bulletin): (error: Error) => void {
  const client = useQueryClient();
  return (error) => {
    if (isMoved(error)) void client.invalidateQueries({ queryKey: ['bulletin', id] });
  };
}

const isMoved = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem?.code === 'changed-meanwhile';

type JudgeProps = Props & { readonly seen: number; readonly onSeen: () => void };

/** Approves the revision that was on the screen when the page was opened, or looked at again. */
function Judge({ bulletin, seen, onSeen }: JudgeProps): JSX.Element {
  const { t } = useWords();
  const [rejecting, setRejecting] = useState(false);
  const reload = useReload(bulletin);
  return (
    <>
      {bulletin.revision !== seen ? (
        <Button size="md" variant="default" onClick={onSeen}>
          {t('studio.moved.seen')}
        </Button>
      ) : (
        <>
          <Forecast of="approval" change={bulletin.id} ask={forecastApproval} />
          <Approve
            key={seen}
            verb={t('content.act.approve')}
            run={(code) => moveBulletin(bulletin.id, 'approve', { seen, code })}
            renews={RENEWS}
            refused={reload}
            toldElsewhere="changed-meanwhile"
          />
        </>
      )}
      <Button
        size="md"
        variant="default"
        leftSection={<Icon name="back" />}
        onClick={() => setRejecting(true)}
      >
        {t('content.act.reject')}
      </Button>
      <RejectDialog bulletin={bulletin} opened={rejecting} onClose={() => setRejecting(false)} />
    </>
  );
}

function ToSchedule({ bulletin }: Props): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <Button
      size="md"
      leftSection={<Icon name="calendar" />}
      onClick={() => void navigate({ to: '/lich-phat/them', search: { banTin: bulletin.id } })}
    >
      {t('content.act.schedule')}
    </Button>
  );
}

/** The rarer deeds: rename, withdraw, delete. */
function More({ bulletin }: Props): JSX.Element | null {
  const { t } = useWords();
  const me = useMe();
  const [open, setOpen] = useState<'rename' | 'withdraw' | 'remove' | null>(null);
  const close = (): void => setOpen(null);
  const canEdit = may.compose(me.role) && bulletin.state !== 'withdrawn';
  const canWithdraw = may.withdraw(me.role) && bulletin.state === 'approved';
  const canRemove = may.compose(me.role) && bulletin.state === 'draft';
  if (!canEdit && !canWithdraw) return null;
  return (
    <div className="row next-more">
      {canEdit ? (
        <Button variant="subtle" onClick={() => setOpen('rename')}>
          {t('content.act.rename')}
        </Button>
      ) : null}
      {canWithdraw ? (
        <Button variant="subtle" onClick={() => setOpen('withdraw')}>
          {t('content.act.withdraw')}
        </Button>
      ) : null}
      {canRemove ? (
        <Button variant="subtle" onClick={() => setOpen('remove')}>
          {t('content.act.remove')}
        </Button>
      ) : null}
      <RenameDialog bulletin={bulletin} opened={open === 'rename'} onClose={close} />
      <WithdrawDialog bulletin={bulletin} opened={open === 'withdraw'} onClose={close} />
      <RemoveDialog bulletin={bulletin} opened={open === 'remove'} onClose={close} />
    </div>
  );
}

type DialogProps = Props & { readonly opened: boolean; readonly onClose: () => void };

function WithdrawDialog({ bulletin, opened, onClose }: DialogProps): JSX.Element {
  const { t } = useWords();
  const deed = useDeed({
    run: () => moveBulletin(bulletin.id, 'withdraw'),
    renews: [...RENEWS, 'calendar', 'entries', 'airings'],
    done: t('content.act.withdrawn'),
    after: onClose,
  });
  return (
    <Confirm
      danger
      opened={opened}
      title={t('content.act.withdrawTitle')}
      verb={t('content.act.withdraw')}
      busy={deed.isPending}
      error={deed.error}
      onConfirm={() => deed.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t('content.act.withdrawBody')}</p>
    </Confirm>
  );
}

function RemoveDialog({ bulletin, opened, onClose }: DialogProps): JSX.Element {
  const { t } = useWords();
  const navigate = useNavigate();
  const deed = useDeed({
    run: () => removeBulletin(bulletin.id),
    renews: ['bulletins'],
    done: t('content.act.removed'),
    after: () => navigate({ to: '/ban-tin' }),
  });
  return (
    <Confirm
      danger
      opened={opened}
      title={t('content.act.removeTitle')}
      verb={t('content.act.remove')}
      busy={deed.isPending}
      error={deed.error}
      onConfirm={() => deed.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t('content.act.removeBody')}</p>
    </Confirm>
  );
}
