import Backbone from 'backbone';
import $ from 'jquery';
import moment from 'moment';
import underscore from 'underscore';
import { app } from './app';
import { boot } from './boot';
import { bindWidgetEvents } from './loader/events';
import { definePlugins } from './loader/plugins';
import { defineModules } from './modules';
import { bindPages } from './pages/draw-page';
import { connectPush } from './push';
import { startRouter } from './router';
import { bindActionMenu } from './ui/action-menu';
import { bindControls } from './ui/controls';
import { startInbox } from './ui/inbox-panel';
import { drawFrame } from './ui/left-menu';
import { bindPanel } from './ui/panel';
import { bindPlayers } from './ui/player';
import { defineTwigFunctions } from './ui/twig';
import { bindUserMenu } from './ui/user-menu';

/** Draws the page and starts everything in it. Called once, by the page's own script. */
export function start(): void {
  Object.assign(window, { $, jQuery: $, _: underscore, Backbone, moment, APP: app, AMOCRM: app });
  moment.locale(boot.user.lang);
  definePlugins();
  defineModules();
  defineTwigFunctions();
  drawFrame();
  bindControls();
  bindPanel();
  bindActionMenu();
  bindPlayers();
  bindUserMenu();
  bindWidgetEvents();
  bindPages();
  startInbox();
  connectPush();
  startRouter();
}
