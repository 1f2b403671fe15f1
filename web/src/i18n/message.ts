// What one message of the portal is: the same words in every language it speaks. A file of messages that lacks one
// of them does not compile.
export type Language = "zh" | "en";

export type Messages = Readonly<Record<string, Readonly<Record<Language, string>>>>;
