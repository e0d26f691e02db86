// The echo bot on grammY, as its own documentation would write it. By polling or by webhook.

import { createServer } from "node:http";
import { Bot, InlineKeyboard, webhookCallback } from "grammy";

const [server, token, port] = process.argv.slice(2);
const SECRET = "only-telegram-knows-this";
const bot = new Bot(token, { client: { apiRoot: server } });

bot.command("start", (ctx) =>
  ctx.reply("Hello!", { reply_markup: new InlineKeyboard().text("Press me", "pressed:1") }));

bot.on("callback_query:data", async (ctx) => {
  await ctx.answerCallbackQuery("Thank you");
  await ctx.editMessageText(`You said ${ctx.callbackQuery.data}`);
});

bot.on("message:text", (ctx) => ctx.reply(ctx.message.text));

if (port) {
  createServer(webhookCallback(bot, "http", { secretToken: SECRET })).listen(Number(port), "127.0.0.1");
  await bot.api.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: SECRET });
} else {
  process.once("SIGTERM", () => bot.stop());
  await bot.start();
}
