/**
 * Theme — bộ màu và cỡ chữ.
 *
 * The one source of Mantine's variables: the build writes them into a stylesheet. Colours of states
 * and surfaces are tokens of our own (`tokens.css`). Knows no component.
 */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const loa: MantineColorsTuple = [
  '#e8f4f6',
  '#cfe6ea',
  '#a3d0d8',
  '#72b7c3',
  '#4ba2b1',
  '#2f8fa1',
  '#1c7588',
  '#14687a',
  '#0c5464',
  '#06404d',
];

const dark: MantineColorsTuple = [
  '#e6edf0',
  '#c7d3d8',
  '#a9b8bf',
  '#75868f',
  '#3d4f59',
  '#2c3a42',
  '#1f2b32',
  '#19242a',
  '#141e23',
  '#10181d',
];

export const theme = createTheme({
  primaryColor: 'loa',
  primaryShade: { light: 7, dark: 6 },
  colors: { loa, dark },
  fontFamily: "'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, sans-serif",
  headings: {
    fontFamily: "'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, sans-serif",
    fontWeight: '600',
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'md' } },
    CloseButton: { defaultProps: { size: 'lg' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    DateInput: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' } },
  },
});
