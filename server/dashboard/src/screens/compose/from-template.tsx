/**
 * From a template — soạn từ mẫu.
 *
 * Offers the templates while nothing has been typed; afterwards names the places that are still to be
 * filled in, and leads to each. Typing there replaces the place.
 */
import { Button } from '@mantine/core';
import type { JSX, RefObject } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { blanksIn, TEMPLATES, type Template } from './templates.js';

type Props = {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onChoose: (template: Template) => void;
};

/** Marks the place, so that the next key replaces it. */
function mark(field: HTMLTextAreaElement | null, { start, end }: { start: number; end: number }) {
  field?.focus();
  field?.setSelectionRange(start, end);
}

export function FromTemplate({ text, field, onChoose }: Props): JSX.Element | null {
  const { t } = useWords();
  const blanks = blanksIn(text);
  if (text === '') {
    return (
      <fieldset className="row templates">
        <legend className="small muted">{t('content.template.choose')}</legend>
        {TEMPLATES.map((template) => (
          <Button
            key={template.id}
            variant="default"
            size="sm"
            onClick={() => {
              onChoose(template);
              // Once the field shows it.
              const [first] = blanksIn(template.text);
              if (first !== undefined) requestAnimationFrame(() => mark(field.current, first));
            }}
          >
            {template.name}
          </Button>
        ))}
      </fieldset>
    );
  }
  if (blanks.length === 0) return null;
  return (
    <fieldset className="row templates" data-testid="blanks">
      <legend className="small">{t('content.template.left', { n: blanks.length })}</legend>
      {blanks.map((blank) => (
        <Button
          key={blank.start}
          variant="default"
          size="sm"
          onClick={() => mark(field.current, blank)}
        >
          {blank.name}
        </Button>
      ))}
    </fieldset>
  );
}
