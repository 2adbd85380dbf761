/**
 * Form of an area's settings — mẫu cài đặt.
 *
 * Three cards; each follows the area above until it is told otherwise. One save for all.
 */
import type { AreaSettings, AreaSettingsChange } from '@loaso/shared/wire/http/lexicon';
import type { LanguageCode } from '@loaso/shared/wire/http/recordings';
import type { ReadingStyle } from '@loaso/shared/wire/script';
import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { type JSX, type ReactNode, useState } from 'react';
import { changeSettings, previewSettings } from '../../api/studio.js';
import { useWords } from '../../i18n/use-words.js';
import { Forecast } from '../../parts/forecast.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { CHOICES, PARTS } from './choices.js';
import { LanguageOrder } from './language-order.js';

type Own = AreaSettings['own'];

/** Only what differs: a change of languages, even to the same, would renew every plan. */
const changedOf = (before: Own, now: Own): AreaSettingsChange =>
  Object.fromEntries(
    Object.entries(now).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Own]),
    ),
  );

export function StationForm({ settings }: { readonly settings: AreaSettings }): JSX.Element {
  const { t, fmt } = useWords();
  const [own, setOwn] = useState<Own>(settings.own);
  const save = useDeed({
    run: () => changeSettings(settings.areaId, changedOf(settings.own, own)),
    renews: ['settings', 'bulletin', 'bulletins', 'overview'],
    done: t('shell.app.saved'),
  });
  const change = (next: Partial<Own>): void => setOwn({ ...own, ...next });
  const changed = JSON.stringify(own) !== JSON.stringify(settings.own);
  const { languages: heard } = changedOf(settings.own, own);
  const blank = own.stationName?.trim() === '';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <NameCard settings={settings} own={own} onChange={change} />
      <StyleCard settings={settings} own={own} onChange={change} />
      <Section title={t('studio.station.languages')} testId="languages">
        <p className="muted small">{t('studio.station.languagesHint')}</p>
        <Follow
          own={own.languages !== null}
          onOwn={(wanted) => change({ languages: wanted ? settings.languages : null })}
        >
          <LanguageOrder
            languages={own.languages ?? settings.languages}
            editable={own.languages !== null}
            onChange={(languages: LanguageCode[]) => change({ languages })}
          />
        </Follow>
      </Section>
      <Forecast
        of="languages"
        change={heard === undefined ? null : { languages: heard }}
        ask={(asked) => previewSettings(settings.areaId, asked)}
      />
      <ProblemNotice error={save.error} />
      <div className="row">
        <Button type="submit" loading={save.isPending} disabled={!changed || blank}>
          {t('shell.app.save')}
        </Button>
        {settings.updatedBy === null || settings.updatedAt === null ? null : (
          <span className="small muted">
            {t('studio.station.changed', {
              name: settings.updatedBy,
              when: fmt.dateTime(settings.updatedAt),
            })}
          </span>
        )}
      </div>
    </form>
  );
}

type CardProps = {
  readonly settings: AreaSettings;
  readonly own: Own;
  readonly onChange: (next: Partial<Own>) => void;
};

function NameCard({ settings, own, onChange }: CardProps): JSX.Element {
  const { t } = useWords();
  return (
    <Section title={t('studio.station.name')} testId="station-name">
      <Follow
        own={own.stationName !== null}
        onOwn={(wanted) => onChange({ stationName: wanted ? settings.stationName : null })}
      >
        {own.stationName === null ? (
          <p className="strong">{settings.stationName}</p>
        ) : (
          <TextInput
            label={t('studio.station.nameLabel')}
            description={t('studio.station.nameHint')}
            maxLength={100}
            value={own.stationName}
            error={own.stationName.trim() === '' ? t('studio.station.nameMissing') : null}
            onChange={(event) => onChange({ stationName: event.currentTarget.value })}
          />
        )}
      </Follow>
    </Section>
  );
}

function StyleCard({ settings, own, onChange }: CardProps): JSX.Element {
  const { t } = useWords();
  const style = own.style ?? settings.style;
  return (
    <Section title={t('studio.station.style')} testId="style">
      <p className="muted small">{t('studio.station.styleHint')}</p>
      <Follow
        own={own.style !== null}
        onOwn={(wanted) => onChange({ style: wanted ? settings.style : null })}
      >
        <div className="station-styles">
          {PARTS.map((part) => (
            <div key={part} className="stack-sm">
              <span className="small" aria-hidden="true">
                {t(`studio.style.${part}`)}
              </span>
              <SegmentedControl
                aria-label={t(`studio.style.${part}`)}
                disabled={own.style === null}
                value={style[part]}
                onChange={(value) =>
                  onChange({ style: { ...style, [part]: value } as ReadingStyle })
                }
                data={[...CHOICES[part]]}
              />
            </div>
          ))}
        </div>
      </Follow>
    </Section>
  );
}

type FollowProps = {
  readonly own: boolean;
  readonly onOwn: (own: boolean) => void;
  readonly children: ReactNode;
};

function Follow({ own, onOwn, children }: FollowProps): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <Checkbox
        label={t('studio.station.follow')}
        checked={!own}
        onChange={(event) => onOwn(!event.currentTarget.checked)}
      />
      {children}
    </>
  );
}
