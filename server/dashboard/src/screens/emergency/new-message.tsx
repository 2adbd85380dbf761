/**
 * New message — soạn tin khẩn mới.
 *
 * Typed and read by the machine, or spoken by a person; in the end something that can be heard and
 * chosen. It is not approved, so that a second person will be asked for.
 */
import { Button, SegmentedControl } from '@mantine/core';
import { type JSX, useState } from 'react';
import { sendRecording } from '../../api/studio.js';
import { now } from '../../app/clock.js';
import { formatClock } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { SoundSource } from '../../parts/sound-source.js';
import { UploadBar } from '../../parts/upload-bar.js';
import { useUpload } from '../../parts/use-upload.js';
import { type MakerProps, messageOf } from './made-message.js';
import { SayStation } from './some-stations.js';
import { TypedMessage } from './typed-message.js';

export function NewMessage(props: MakerProps): JSX.Element {
  const { t } = useWords();
  const [how, setHow] = useState<'typed' | 'recorded'>('typed');
  return (
    <div className="stack alarm-write" data-testid="new-message">
      <SegmentedControl
        aria-label={t('emergency.write.how')}
        value={how}
        onChange={(value) => setHow(value as typeof how)}
        data={[
          { value: 'typed', label: t('emergency.write.typed') },
          { value: 'recorded', label: t('emergency.write.recorded') },
        ]}
      />
      {how === 'typed' ? <TypedMessage {...props} /> : <RecordedMessage {...props} />}
    </div>
  );
}

function RecordedMessage({ areaId, stationIds, onMade }: MakerProps): JSX.Element {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const upload = useUpload({
    run: (carried) => {
      const title = t('emergency.write.name', { time: formatClock(now()) });
      const about = { areaId, title, field: 'adhoc', language: 'vi', summary: '' } as const;
      return sendRecording({ ...about, priority: 'emergency' }, carried);
    },
    renews: ['bulletins', 'emergencies'],
    after: (bulletin) => {
      const message = messageOf(bulletin);
      if (message !== null) onMade(message);
    },
  });
  return (
    <>
      <SayStation areaId={areaId} stationIds={stationIds} />
      <SoundSource file={file} onFile={setFile} disabled={upload.busy} />
      {tried && file === null ? (
        <p className="small danger-text" role="alert">
          {t('emergency.write.fileMissing')}
        </p>
      ) : null}
      <UploadBar upload={upload} checking={t('studio.upload.checking')} />
      {upload.busy ? null : (
        <div>
          <Button
            variant="default"
            onClick={() => (file === null ? setTried(true) : upload.send(file))}
          >
            {t('emergency.write.sendFile')}
          </Button>
        </div>
      )}
    </>
  );
}
