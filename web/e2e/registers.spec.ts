// The registers in the browser: what is entered by one, examined by another, seen by everybody; what the database
// never lets in; and the pages themselves.
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { act, enter, press, registerPath, status } from "./entries";
import { address, picture, signIn, keep } from "./people";

test("a right is registered and pledged, never twice; released, it is pledged again", async ({ page }, info) => {
  const number = `ZL2024${String(Date.now()).slice(-8)}.1`;
  const name = `一种节水龙头的阀体结构 ${number}`;

  await signIn(page, "样例主体1");
  const right = await enter(page, "知识产权", { 名称: name, 证书号: number, 授权日: "2024-03-01", 到期日: "2042-03-01", 评估值: "200万", 种类: "发明专利" });
  await act(page, "提交");
  await expect(status(page)).toContainText("审核");

  await signIn(page, "市市场监管局-经办");
  await page.goto(`${address()}/inbox`);
  await page.locator(".entry-waiting").getByRole("link", { name }).click();
  await act(page, "登记");
  await expect(status(page)).toContainText("有效");
  await picture(page, info, "right");

  // The first pledge is registered.
  const pledge = async (contract: string, from: string) => {
    await signIn(page, "样例主体1");
    return enter(page, "知识产权质押", { 合同编号: contract, 质权人: "样例银行", 评估值: "2000000", 贷款金额: "100万", 起: from, 标的: name });
  };
  const approve = async (path: string) => {
    await signIn(page, "市市场监管局-经办");
    await page.goto(address() + path);
    await press(page, "登记质押");
  };
  const first = await pledge(`甲 ${number}`, "2026-03-01");
  await act(page, "提交");
  await approve(first);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(status(page)).toContainText("在押");

  // The second is refused while the first stands, and says why.
  const second = await pledge(`乙 ${number}`, "2026-04-01");
  await act(page, "提交");
  await approve(second);
  await expect(page.getByRole("dialog")).toContainText("该权利已经质押");
  await page.getByRole("dialog").getByRole("button", { name: /^取\s?消$/ }).click();
  await expect(status(page)).toContainText("审核");

  await page.goto(address() + first);
  await act(page, "解除质押", { reason: "贷款已清偿", values: { 解除日: "2026-05-01" } });
  await expect(status(page)).toContainText("解除质押");
  await page.goto(address() + second);
  await act(page, "登记质押");
  await expect(status(page)).toContainText("在押");

  // Both pledges are found from the right.
  await page.goto(address() + right);
  await expect(page.getByRole("link", { name: `甲 ${number}`, exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: `乙 ${number}`, exact: true })).toBeVisible();
});

test("bookings of one instrument never overlap, and may follow each other", async ({ page }, info) => {
  const name = `三坐标测量机 ${Date.now()}`;
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await signIn(page, "样例主体2");
  const machine = await enter(page, "共用设备", { 设备名称: name, 用途: "尺寸精密测量", 领域: "机械装备", 所在地: "美林街道" });
  await act(page, "提交");
  await signIn(page, "市科技局-经办");
  await page.goto(address() + machine);
  await act(page, "登记");

  await signIn(page, "样例主体1");
  const book = (purpose: string, from: string, to: string) =>
    enter(page, "设备预约", { 用途: purpose, 起: `${day}T${from}`, 止: `${day}T${to}`, 设备: name });
  await book("第一次测量", "09:00", "11:00");
  await act(page, "预约");
  await expect(status(page)).toContainText("已预约");
  await book("第二次测量", "10:59", "12:00");
  await press(page, "预约");
  await expect(page.getByRole("dialog")).toContainText("该设备这段时间已有预约");
  await page.getByRole("dialog").getByRole("button", { name: /^取\s?消$/ }).click();
  await book("第三次测量", "11:00", "12:00");
  await act(page, "预约");
  await expect(status(page)).toContainText("已预约");

  await page.goto(address() + machine);
  const week = page.locator(".calendar-week");
  await expect(week).toBeVisible();
  if ((await week.getByText("09:00–11:00").count()) === 0) await page.getByRole("button", { name: "下一周" }).click();
  await expect(week.getByText("09:00–11:00")).toBeVisible();
  await expect(week.getByText("11:00–12:00")).toBeVisible();
  await expect(week.getByText("10:59–12:00")).toHaveCount(0);
  await picture(page, info, "calendar");
  await expectAccessible(page, "an instrument with its week");
});

test("everybody finds a public entry by a word of two characters, without what is not public", async ({ page }, info) => {
  await page.goto(`${address()}/registers`);
  await page.getByRole("link", { name: "科技成果库", exact: true }).click();
  // Not that of the list of registers, which stands until the page is there.
  const search = page.getByRole("searchbox", { name: "检索，一个字也可以" });
  await search.fill("烧结");
  await search.press("Enter");
  await expect(page.getByRole("link", { name: "陶瓷阀芯低温烧结工艺（样例）" })).toBeVisible();
  await expect(page.getByRole("link", { name: "石材表面缺陷视觉检测（样例）" })).toHaveCount(0);
  await picture(page, info, "search");
  await page.getByRole("link", { name: "陶瓷阀芯低温烧结工艺（样例）" }).click();
  await expect(page.getByRole("heading", { name: "陶瓷阀芯低温烧结工艺（样例）" })).toBeVisible();
  await expect(page.getByText("联系电话")).toHaveCount(0);
  const matches = page.locator("section.sheet").filter({ hasText: "可能对接" });
  await expect(matches.getByRole("link", { name: "降低陶瓷阀芯烧结能耗（样例）" })).toBeVisible();
  await expect(matches).toContainText("领域相同");

  const data = await page.request.get(`${address()}/api/v1${registerPath("科技成果")}/open-data?format=csv`);
  expect(data.ok()).toBeTruthy();
  const csv = await data.text();
  expect(csv).toContain("陶瓷阀芯低温烧结工艺");
  expect(csv).not.toContain("联系电话");
});

test("what is typed into a form stays, and what is wrong is said at its field", async ({ page }) => {
  await signIn(page, "样例主体1");
  await page.goto(address() + registerPath("知识产权") + "/new");
  await page.getByLabel("名称", { exact: true }).fill("没有保存的名称");
  await page.reload();
  await expect(page.getByLabel("名称", { exact: true })).toHaveValue("没有保存的名称");
  await page.getByLabel("评估值", { exact: true }).fill("很多");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.locator(".ant-form-item-has-error")).toContainText("请填写数字");
  await page.getByLabel("评估值", { exact: true }).fill("300万");
  await expect(page.getByText("即 3,000,000.00 元")).toBeVisible();
  await page.getByRole("button", { name: /^取\s?消$/ }).click();
  await expect(page).toHaveURL(/registers/);
});

test("the pages of the registers at both widths, in both languages", async ({ page }, info) => {
  const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
  for (const language of ["zh", "en"]) {
    await page.goto(`${address()}/registers`);
    await page.evaluate((chosen) => localStorage.setItem("enact.language", chosen), language);
    for (const path of ["/registers", registerPath("科技成果"), registerPath("碳足迹因子"), registerPath("设备预约")]) {
      await page.setViewportSize(sizes[0]!);
      await page.goto(address() + path);
      await page.waitForLoadState("networkidle");
      await expect(page.locator(".ant-skeleton")).toHaveCount(0);
      for (const size of sizes) {
        await page.setViewportSize(size);
        await keep(page, info.outputPath(`${size.width}-${language}-${path.split("/").at(-1)}.png`));
        const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        await expect.poll(sideways, `${path} scrolls sideways at ${size.width}`).toBeLessThanOrEqual(0);
        await expectAccessible(page, `${path} at ${size.width} in ${language}`);
      }
    }
  }
});
