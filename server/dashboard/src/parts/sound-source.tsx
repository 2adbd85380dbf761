/**
 * Sound source — chọn tệp âm thanh hoặc thu âm ngay.
 *
 * One file in the end, whichever way it came; it can be heard here before it is sent. Any kind of
 * audio file is taken: the server repairs it or says why not.
 */
import { RECORDING_BYTES_MAX } from '@loaso/shared/wire/http/recordings';
import { Button, FileButton } from '@mantine/core';
import { type DragEvent, type JSX, useEffect, useState } from 'react';
import { formatPosition } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { HearButton } from './hear-button.js';
import { Icon } from './icon.js';
import { Notice } from './notice.js';
import { useRecorder } from './use-recorder.js';
import './sound-source.css';

type Props = {
  readonly file: File | null;
  readonly onFile: (file: File | null) => void;
  readonly disabled?: boolean;
};

export function SoundSource({ file, onFile, disabled = false }: Props): JSX.Element {
  const { t } = useWords();
  const [over, setOver] = useState(false);
  const [tooBig, setTooBig] = useState(false);
  const take = (chosen: File | null | undefined): void => {
    if (chosen === null || chosen === undefined || disabled) return;
    const big = chosen.size > RECORDING_BYTES_MAX;
    setTooBig(big);
    if (!big) onFile(chosen);
  };
  const hover = (event: DragEvent, inside: boolean): void => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <fieldset
      className={`sound-source ${over ? 'sound-over' : ''}`}
      onDragOver={(event) => hover(event, true)}
      onDragLeave={(event) => hover(event, false)}
      onDrop={(event) => {
        hover(event, false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <legend className="visually-hidden">{t('studio.source.title')}</legend>
      {file === null ? (
        <>
          <div className="row">
            <FileButton onChange={take} accept="audio/*,video/mp4,.amr,.wma,.ogg,.opus,.m4a,.3gp">
              {(props) => (
                <Button variant="default" leftSection={<Icon name="upload" size={18} />} {...props}>
                  {t('studio.source.choose')}
                </Button>
              )}
            </FileButton>
            <span className="small muted">{t('studio.source.drop')}</span>
          </div>
          <Microphone onFile={take} />
        </>
      ) : (
        <Chosen file={file} onRemove={disabled ? null : () => onFile(null)} />
      )}
      {tooBig ? (
        <Notice tone="bad">
          <p>{t('studio.source.big')}</p>
        </Notice>
      ) : null}
    </fieldset>
  );
}

type ChosenProps = { readonly file: File; readonly onRemove: (() => void) | null };

function Chosen({ file, onRemove }: ChosenProps): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <div className="stack-sm sound-file" data-testid="chosen-sound">
      <div className="row">
        <Icon name="voice" />
        <span className="grow wrap-any">{`${file.name} (${fmt.size(file.size)})`}</span>
        {onRemove === null ? null : (
          <Button variant="subtle" onClick={onRemove}>
            {t('studio.source.remove')}
          </Button>
        )}
      </div>
      <HearButton
        name={`file-${file.name}-${file.lastModified}`}
        label={t('studio.source.hear')}
        text={t('studio.source.hear')}
        bytes={() => file.arrayBuffer()}
      />
    </div>
  );
}

/** A closed page would lose what is being said. */
function useKeepOpen(busy: boolean): void {
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);
}

function Microphone({ onFile }: { readonly onFile: (file: File) => void }): JSX.Element {
  const { t } = useWords();
  const mic = useRecorder(onFile);
  useKeepOpen(mic.state === 'recording');
  return (
    <div className="stack-sm">
      {mic.state === 'recording' ? (
        <div className="row sound-live" data-testid="recording-now">
          <Button leftSection={<Icon name="stop" filled size={18} />} onClick={mic.stop}>
            {t('studio.source.stop')}
          </Button>
          <span className="strong numbers">
            {t('studio.source.running', { time: formatPosition(mic.elapsedMs) })}
          </span>
          <meter
            className="grow"
            aria-label={t('studio.source.level')}
            min={0}
            max={1}
            high={0.9}
            value={mic.level}
          />
        </div>
      ) : (
        <div className="row">
          <Button
            variant="default"
            leftSection={<Icon name="mic" size={18} />}
            loading={mic.state === 'asking'}
            onClick={() => void mic.start()}
          >
            {t('studio.source.record')}
          </Button>
          <span className="small muted">{t('studio.source.recordHint')}</span>
        </div>
      )}
      {mic.fault === null ? null : (
        <Notice tone="bad" title={t(`studio.mic.${mic.fault}`)} testId="mic-fault">
          <p>{t(`studio.mic.${mic.fault}Next`)}</p>
        </Notice>
      )}
    </div>
  );
}
