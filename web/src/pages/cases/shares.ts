// Shares of a joint application: hundredths of a per cent in the service, per cents on the page.
export const hundredths = (percent: number) => Math.round(percent * 100);
export const percent = (share: number) => (share / 100).toFixed(2).replace(/\.?0+$/, "");
/** Of per cents as they are typed, in hundredths. */
export const sumOf = (percents: readonly (number | null | undefined)[]) => percents.reduce<number>((sum, one) => sum + hundredths(one ?? 0), 0);
