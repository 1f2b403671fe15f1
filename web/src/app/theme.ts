// The look: quiet and exact, like a good printed form. Ink-blue acts; official red is only for the head of a
// document and for a refusal.
import type { ThemeConfig } from "antd";

export const colours = {
  ink: "#1d3a5f",
  red: "#b5121b",
  text: "#1c1f23",
  muted: "#5a6270",
  line: "#d9dde3",
  paper: "#ffffff",
  ground: "#f5f6f8",
  due: "#1e6b3a",
  wait: "#8a5a00",
} as const;

export const sans = '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.ink,
    colorPrimaryBg: "#eef3f9",
    colorPrimaryBgHover: "#dfe8f2",
    colorError: colours.red,
    colorSuccess: colours.due,
    colorWarning: colours.wait,
    colorWarningBg: "#fdf6e3",
    colorWarningBgHover: "#fbeecb",
    colorWarningBorder: "#e3cd94",
    colorSuccessBg: "#eaf5ee",
    colorSuccessBorder: "#a9d3b8",
    colorErrorBg: "#fdf0f0",
    colorErrorBorder: "#e8b4b6",
    colorInfo: colours.ink,
    colorInfoBg: "#eef3f9",
    colorInfoBorder: "#bccbde",
    colorLink: colours.ink,
    colorText: colours.text,
    colorTextPlaceholder: colours.muted,
    colorTextSecondary: colours.muted,
    colorTextTertiary: colours.muted,
    colorTextDescription: colours.muted,
    colorBgLayout: colours.ground,
    colorBorder: "#8d95a1",
    colorBorderSecondary: colours.line,
    borderRadius: 3,
    fontFamily: sans,
    fontSize: 15,
    controlHeight: 36,
    wireframe: false,
    // Nothing moves: a button that has waited must not keep its sign of waiting because an animation did not end.
    motion: false,
  },
  components: {
    Layout: { headerBg: colours.paper, headerPadding: "0 24px", headerHeight: 56, bodyBg: colours.ground },
    Collapse: { headerBg: colours.paper, contentBg: colours.paper, colorBorder: colours.line },
    Menu: { itemSelectedBg: "#eef3f9", itemMarginInline: 0 },
    Segmented: { trackBg: "#e3e7ed" },
    Table: { headerBg: "#eef1f5", cellPaddingBlock: 10 },
  },
};
