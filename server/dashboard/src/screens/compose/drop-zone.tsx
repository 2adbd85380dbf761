/**
 * Drop zone — chỗ thả tệp.
 *
 * A file can be dropped anywhere on it or chosen by a button; a chosen file takes the place of the
 * typed text until it is taken away again.
 */
import { Button, FileButton } from '@mantine/core';
import { type DragEvent, type JSX, type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';

/** 12 million characters of base64 are 9 million bytes. */
const FILE_BYTES_MAX = 9_000_000;

type Props = {
  readonly file: File | null;
  readonly onFile: (file: File | null) => void;
  readonly children: ReactNode;
};

export function DropZone({ file, onFile, children }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const [over, setOver] = useState(false);
  const [tooBig, setTooBig] = useState(false);
  const take = (chosen: File | null | undefined): void => {
    if (chosen === null || chosen === undefined) return;
    setTooBig(chosen.size > FILE_BYTES_MAX);
    if (chosen.size <= FILE_BYTES_MAX) onFile(chosen);
  };
  const hover = (event: DragEvent, inside: boolean): void => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <fieldset
      className={`drop ${over ? 'drop-over' : ''}`}
      onDragOver={(event) => hover(event, true)}
      onDragLeave={(event) => hover(event, false)}
      onDrop={(event) => {
        hover(event, false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <legend className="visually-hidden">{t('content.compose.title')}</legend>
      {children}
      <div className="row">
        <FileButton onChange={take} accept=".docx,.doc,.pdf,.html,.htm,.txt">
          {(props) => (
            <Button variant="default" leftSection={<Icon name="upload" size={18} />} {...props}>
              {t('content.compose.choose')}
            </Button>
          )}
        </FileButton>
        <span className="small muted">
          {`${t('content.compose.drop')} · ${t('content.compose.dropHint')}`}
        </span>
      </div>
      {tooBig ? (
        <Notice tone="bad">
          <p>{t('content.compose.fileBig')}</p>
        </Notice>
      ) : null}
      {file === null ? null : (
        <div className="row drop-file" data-testid="chosen-file">
          <Icon name="bulletins" />
          <span className="grow wrap-any">
            <span className="visually-hidden">{`${t('content.compose.file')}: `}</span>
            {`${file.name} (${fmt.size(file.size)})`}
          </span>
          <Button variant="subtle" onClick={() => onFile(null)}>
            {t('content.compose.fileRemove')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
