// A new entry of a register. Saved first as a draft; what happens with it then is on its own page.
import { Form, Select } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router-dom";
import { request } from "../../api/client";
import type { EntryDone, EntryValues, Register } from "../../api/types";
import { useSession } from "../../app/session";
import { Loadable } from "../../components/Loadable";
import { useLanguage } from "../../i18n/language";
import { registerPath, useChangeKey, useEntryChanged, useRegister } from "./api";
import { EntryForm } from "./EntryForm";
import { entered } from "./fields";
import { SubjectSelect } from "./SubjectSelect";
import "./registers.css";

export default function NewEntryPage() {
  const { policy = "", register = "" } = useParams();
  const found = useRegister(policy, register);
  return <div className="page register-page"><Loadable query={found}>{(loaded) => <NewEntry register={loaded} />}</Loadable></div>;
}

function NewEntry({ register }: { register: Register }) {
  const { t, text } = useLanguage();
  const { session } = useSession();
  const navigate = useNavigate();
  const changed = useEntryChanged();
  const [given] = useSearchParams();
  const own = (session?.subjects ?? []).filter((one) => register.of.includes(one.type));
  const [subject, setSubject] = useState<string | undefined>(own[0]?.id);
  const keyOf = useChangeKey();
  const owned = register.of.length > 0;
  const fields = entered(register.fields);
  // A link may name what the entry refers to.
  // What a unit raises, it raises for itself.
  const units = session?.units ?? [];
  const raises = register.raised !== null && !units.includes(register.keeper);
  const raisedBy = register.raised && units.length === 1 ? { [register.raised.by]: units[0] } : {};
  const initial = { ...raisedBy, ...Object.fromEntries(fields.filter((field) => given.has(field.id)).map((field) => [field.id, given.get(field.id) ?? undefined])) };

  async function save(values: EntryValues) {
    const body = { ...(owned && subject ? { subject } : {}), values };
    const made = await request<EntryDone>("POST", `${registerPath(register.policy, register.id)}/entries`, { body, idempotencyKey: keyOf(body) });
    await changed();
    navigate(`/entries/${made.id}`, { replace: true });
  }

  return (
    <>
      <p className="register-back no-print"><Link to={registerPath(register.policy, register.id)}>{text(register.title)}</Link></p>
      <div className="page-head"><h1>{t("registers.newIn", { register: text(register.title) })}</h1></div>
      <section className="sheet">
        <EntryForm
          register={register}
          fields={fields}
          initial={initial}
          before={{}}
          names={{}}
          draft={`${register.policy}/${register.id}/new`}
          save={save}
          saveLabel={t(raises ? "registers.handIn" : "registers.saveDraft")}
          cancel={() => navigate(registerPath(register.policy, register.id))}
        >
          {owned && (
            <Form.Item label={t("registers.owner")} htmlFor="entry-subject" required>
              {own.length > 0
                ? <Select id="entry-subject" value={subject ?? null} onChange={setSubject} options={own.map((one) => ({ value: one.id, label: one.name }))} />
                : <SubjectSelect id="entry-subject" types={register.of} value={subject} onChange={setSubject} />}
            </Form.Item>
          )}
        </EntryForm>
      </section>
    </>
  );
}
