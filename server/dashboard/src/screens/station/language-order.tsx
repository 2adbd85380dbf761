/**
 * Order of languages — các thứ tiếng theo thứ tự nghe.
 *
 * Up to four; moved by buttons, so that keyboard and thumb do the same.
 */
import { LANGUAGES, LanguageCode } from '@loaso/shared/wire/http/recordings';
import { Button, NativeSelect } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';

const MOST = 4;

type Props = {
  readonly languages: readonly LanguageCode[];
  readonly editable: boolean;
  readonly onChange: (languages: LanguageCode[]) => void;
};

/** `list` with the one at `index` a place earlier. */
function earlier(list: readonly LanguageCode[], index: number): LanguageCode[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  if (one !== undefined) next.splice(index - 1, 0, one);
  return next;
}

export function LanguageOrder({ languages, editable, onChange }: Props): JSX.Element {
  const { t } = useWords();
  const free = LanguageCode.options.filter((code) => !languages.includes(code));
  return (
    <div className="stack-sm">
      <ol className="station-languages">
        {languages.map((code, index) => (
          <li key={code}>
            <div className="row">
              <span className="grow">{LANGUAGES[code]}</span>
              {editable ? (
                <>
                  <Button
                    variant="default"
                    size="sm"
                    disabled={index === 0}
                    aria-label={t('studio.station.earlier', { name: LANGUAGES[code] })}
                    onClick={() => onChange(earlier(languages, index))}
                  >
                    <Icon name="up" size={18} />
                  </Button>
                  <Button
                    variant="default"
                    size="sm"
                    disabled={languages.length === 1}
                    aria-label={t('studio.station.drop', { name: LANGUAGES[code] })}
                    onClick={() => onChange(languages.filter((one) => one !== code))}
                  >
                    <Icon name="cross" size={18} />
                  </Button>
                </>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      {editable && languages.length < MOST ? (
        <NativeSelect
          label={t('studio.station.addLanguage')}
          value=""
          onChange={(event) => {
            const code = LanguageCode.safeParse(event.currentTarget.value);
            if (code.success) onChange([...languages, code.data]);
          }}
          data={[
            { value: '', label: t('studio.station.choose') },
            ...free.map((value) => ({ value, label: LANGUAGES[value] })),
          ]}
        />
      ) : null}
    </div>
  );
}
