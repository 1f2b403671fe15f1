// One thing that can be changed: its slider, its field, what it is in force or in the draft, and the way back.
import { UndoOutlined } from "@ant-design/icons";
import { Button, DatePicker, Input, Slider } from "antd";
import dayjs from "dayjs";
import { useEffect, useState } from "react";
import type { Lever } from "../../api/types";
import { useLanguage } from "../../i18n/language";
import { addDays, daysBetween, fromCount, grouped, scaleOf, settingValue, shownValue, toCount, typedFigure, type Scale } from "./lever";

interface Props { drafted: boolean; lever: Lever; value: string | undefined; set: (value: string | undefined) => void }

/** A figure with its unit, as the reader's language writes it. */
function useUnitOf(scale: Scale | null): { unit: string; written: (figure: string) => string } {
  const { t, language } = useLanguage();
  const unit = scale?.suffix === "元" ? t("amount.unit") : (scale?.suffix ?? "");
  const apart = language === "en" && unit !== "" && unit !== "%";
  return { unit, written: (figure) => `${grouped(figure)}${apart ? " " : ""}${unit}` };
}

export function LeverRow({ drafted, lever, value, set }: Props) {
  const { t, text } = useLanguage();
  const scale = scaleOf(lever);
  const { written } = useUnitOf(scale);
  const name = text(lever.title);
  const inForce = lever.value === null ? t(drafted ? "lab.draft.noValue" : "lab.noValue") : t(drafted ? "lab.draft.now" : "lab.now", { value: scale ? written(shownValue(lever.value, scale)) : lever.value });
  const put = (next: string) => set(next === lever.value ? undefined : next);
  return (
    <li className={value === undefined ? "lever" : "lever lever-changed"}>
      <div className="lever-head">
        <span className="lever-name">{name}</span>
        {value !== undefined && <Button type="text" size="small" icon={<UndoOutlined />} aria-label={t(drafted ? "lab.draft.resetOf" : "lab.resetOf", { name })} title={t(drafted ? "lab.draft.reset" : "lab.reset")} onClick={() => set(undefined)} />}
      </div>
      {scale && <Figure name={name} lever={lever} scale={scale} value={value ?? lever.value ?? ""} put={put} />}
      {lever.is === "date" && <Day name={name} now={lever.value ?? ""} value={value ?? lever.value ?? ""} put={put} />}
      {!scale && lever.is !== "date" && <Written name={name} type={lever.type} value={value ?? lever.value ?? ""} put={put} />}
      <div className="lever-foot muted">
        <span>{inForce}</span>
        <span>{lever.provisions.length > 1 ? t("lab.touches", { count: lever.provisions.length }) : lever.id}</span>
      </div>
    </li>
  );
}

function Figure({ name, lever, scale, value, put }: { name: string; lever: Lever; scale: Scale; value: string; put: (value: string) => void }) {
  const { t } = useLanguage();
  const { unit, written } = useUnitOf(scale);
  const shown = value === "" ? "" : shownValue(value, scale);
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => setTyped(null), [value]);
  const figure = typed === null ? shown : typedFigure(typed);
  const finish = () => {
    if (typed !== null && figure !== null && figure !== "") put(settingValue(figure, scale));
    else setTyped(null);
  };
  const count = toCount(shown || "0", scale.places) ?? 0;
  return (
    <div className="lever-set">
      <Slider
        min={0}
        max={Math.max(scale.most, count)}
        step={scale.step}
        value={count}
        onChange={(next) => put(settingValue(fromCount(next, scale.places), scale))}
        tooltip={{ formatter: (next) => written(fromCount(next ?? 0, scale.places)) }}
        ariaLabelForHandle={t("lab.sliderOf", { name })}
      />
      <Input
        aria-label={name}
        inputMode="decimal"
        className="lever-field amount"
        suffix={unit || undefined}
        status={typed !== null && figure === null ? "error" : ""}
        value={typed ?? grouped(shown)}
        placeholder={lever.value === null ? "—" : ""}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={finish}
        onPressEnter={finish}
      />
    </div>
  );
}

const around = 730; // days that the slider goes either way

function Day({ name, now, value, put }: { name: string; now: string; value: string; put: (value: string) => void }) {
  const { t } = useLanguage();
  return (
    <div className="lever-set">
      <Slider
        min={-around}
        max={around}
        value={daysBetween(now, value)}
        onChange={(days) => put(addDays(now, days))}
        tooltip={{ formatter: (days) => addDays(now, days ?? 0) }}
        ariaLabelForHandle={t("lab.sliderOf", { name })}
      />
      <DatePicker aria-label={name} className="lever-field" allowClear={false} value={dayjs(value)} onChange={(day) => day && put(day.format("YYYY-MM-DD"))} />
    </div>
  );
}

function Written({ name, type, value, put }: { name: string; type: string; value: string; put: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <Input.TextArea
      aria-label={name}
      autoSize={{ minRows: 1, maxRows: 6 }}
      className="lever-written"
      placeholder={type}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => typed.trim() !== "" && typed !== value && put(typed.trim())}
    />
  );
}
