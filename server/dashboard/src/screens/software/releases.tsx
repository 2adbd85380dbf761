/**
 * Releases — các bản phần mềm máy chủ đang giữ.
 *
 * What each is, who signed it, and the way out to the boxes. Where there is none, how one comes to be.
 */
import type { HeldRelease, ReleaseDesk } from '@loaso/shared/wire/http/releases';
import { Button, FileButton } from '@mantine/core';
import { type JSX, useState } from 'react';
import { addRelease } from '../../api/releases.js';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Empty, Section } from '../../parts/page.js';
import { UploadBar } from '../../parts/upload-bar.js';
import { useUpload } from '../../parts/use-upload.js';
import { SendOut } from './send-out.js';

type Props = {
  readonly desk: ReleaseDesk;
  /** One rollout at a time. */
  readonly busy: boolean;
};

export function Releases({ desk, busy }: Props): JSX.Element {
  const { t } = useWords();
  const [sending, setSending] = useState<HeldRelease | null>(null);
  const upload = useUpload({
    run: addRelease,
    renews: ['releases', 'audit'],
    done: t('software.added'),
  });
  const { releases, trustedKeys } = desk;
  return (
    <Section title={t('software.releases')} testId="releases">
      {trustedKeys.length === 0 ? (
        <Notice tone="warn" title={t('software.noKey')} still>
          <p>{t('software.noKeyBody')}</p>
        </Notice>
      ) : null}
      {releases.length === 0 ? <Teaching /> : null}
      <ul className="plain-list rows">
        {releases.map((one) => (
          <Row key={one.num} release={one} busy={busy} onSend={() => setSending(one)} />
        ))}
      </ul>
      <div className="row row-apart">
        <FileButton
          accept=".loaso"
          onChange={(file) => {
            if (file !== null) upload.send(file);
          }}
        >
          {(props) => (
            <Button
              {...props}
              variant={releases.length === 0 ? 'filled' : 'default'}
              disabled={upload.busy || trustedKeys.length === 0}
              leftSection={<Icon name="upload" size={18} />}
            >
              {t('software.add')}
            </Button>
          )}
        </FileButton>
        {trustedKeys.length === 0 ? null : (
          <span className="small muted">
            {t('software.keys', { keys: trustedKeys.join(', ') })}
          </span>
        )}
      </div>
      <UploadBar upload={upload} />
      {sending === null ? null : <SendOut release={sending} onClose={() => setSending(null)} />}
    </Section>
  );
}

function Teaching(): JSX.Element {
  const { t } = useWords();
  return (
    <Empty icon="download" title={t('software.none')} body={t('software.noneBody')}>
      <ol className="software-steps small">
        {(['pack', 'bring', 'send'] as const).map((step) => (
          <li key={step}>{t(`software.noneSteps.${step}`)}</li>
        ))}
      </ol>
    </Empty>
  );
}

type RowProps = {
  readonly release: HeldRelease;
  readonly busy: boolean;
  readonly onSend: () => void;
};

function Row({ release, busy, onSend }: RowProps): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const { num, version, downgrade, notes, files, signedBy, by, addedAt, exp } = release;
  const kinds = files.map(({ arch, sizeBytes }) =>
    t('software.file', {
      arch: t(`software.arch.${arch}`),
      size: fmt.number(Math.max(0.1, sizeBytes / 1_000_000)),
    }),
  );
  return (
    <li className="software-release" data-testid="release">
      <div className="stack-sm">
        <p className="strong">
          {t('software.version', { version })}
          {downgrade ? ` (${t('software.downgrade')})` : ''}
        </p>
        {notes === '' ? null : <p>{notes}</p>}
        <p className="small muted">
          {t('software.facts', { num, files: kinds.join(', '), keys: signedBy.join(', ') })}
        </p>
        <p className="small muted">
          {release.offerable
            ? t('software.addedBy', {
                who: by,
                when: fmt.when(addedAt, now),
                exp: fmt.when(exp, now),
              })
            : t('software.expired')}
        </p>
      </div>
      <Button disabled={busy || !release.offerable} onClick={onSend}>
        {t('software.send')}
      </Button>
    </li>
  );
}
