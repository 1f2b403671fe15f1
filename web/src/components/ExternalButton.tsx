// The way to the identity provider, where one is set up.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { beginExternal, type ExternalPurpose } from "../app/external";
import { useSession } from "../app/session";
import { useLanguage } from "../i18n/language";
import { Failure } from "./Loadable";

interface Props { label: "external.signIn" | "external.join" | "external.instead" | "external.accept"; purpose: () => Promise<ExternalPurpose> | ExternalPurpose }

export function ExternalButton({ label, purpose }: Props) {
  const { t, text } = useLanguage();
  const { space } = useSession();
  const begin = useMutation({ mutationFn: async () => beginExternal(await purpose()) });
  if (!space?.external) return null;
  return (
    <div style={{ marginTop: 12 }}>
      {begin.isError && isProblem(begin.error) && <div style={{ marginBottom: 12 }}><Failure error={begin.error} /></div>}
      <Button block loading={begin.isPending} onClick={() => begin.mutate()}>{t(label, { name: text(space.external.name) })}</Button>
    </div>
  );
}

// A form that is not filled in says so itself.
function isProblem(error: unknown): boolean {
  return error instanceof Error;
}
