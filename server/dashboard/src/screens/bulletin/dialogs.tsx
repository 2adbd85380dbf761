/**
 * Dialogs of a bulletin — trả lại với lý do, đổi tên.
 *
 * The reason is written for the author, who reads exactly these words.
 */
import { type Bulletin, RejectRequest } from '@loaso/shared/wire/http/content';
import { Textarea, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { changeBulletin, rejectBulletin } from '../../api/content.js';
import { useWords } from '../../i18n/use-words.js';
import { Confirm } from '../../parts/confirm.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = {
  readonly bulletin: Bulletin;
  readonly opened: boolean;
  readonly onClose: () => void;
};

const RENEWS = ['bulletin', 'bulletins', 'overview'] as const;

export function RejectDialog({ bulletin, opened, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const valid = RejectRequest.safeParse({ reason }).success;
  const deed = useDeed({
    run: () => rejectBulletin(bulletin.id, reason),
    renews: RENEWS,
    done: t('content.act.rejected'),
    after: onClose,
  });
  return (
    <Confirm
      opened={opened}
      title={t('content.act.rejectTitle')}
      verb={t('content.act.reject')}
      busy={deed.isPending}
      error={deed.error}
      onConfirm={() => (valid ? deed.mutate(undefined) : setTried(true))}
      onClose={onClose}
    >
      <Textarea
        data-autofocus
        autosize
        minRows={3}
        maxRows={8}
        maxLength={500}
        label={t('content.act.rejectReason')}
        description={t('content.act.rejectHint')}
        error={tried && !valid ? t('content.act.rejectShort') : null}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  );
}

export function RenameDialog({ bulletin, opened, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const [title, setTitle] = useState(bulletin.title);
  const deed = useDeed({
    run: () => changeBulletin(bulletin.id, { title: title.trim() }),
    renews: RENEWS,
    done: t('shell.app.saved'),
    after: onClose,
  });
  return (
    <Confirm
      opened={opened}
      title={t('content.act.rename')}
      verb={t('shell.app.save')}
      busy={deed.isPending}
      error={deed.error}
      blocked={title.trim() === ''}
      onConfirm={() => deed.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        maxLength={200}
        label={t('content.act.newTitle')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </Confirm>
  );
}
