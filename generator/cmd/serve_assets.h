/* serve_assets: the script and the style that only the preview has. They are no part of any site. */
#ifndef CMD_SERVE_ASSETS_H
#define CMD_SERVE_ASSETS_H
extern const char serve_script[], serve_style[];
#define SERVE_FOLDER "_mentorpress"
#endif
