"""The screens. Everything shown here is a `View` or a score that somebody else made; nothing here decides a rule.

`app` starts and ends, `screens/` are whole pages, `dialogs/` what is laid over one, `widgets/` the parts; `content` is the one
way by which text reaches a screen. Nothing is imported here: a screen is loaded when it is shown.
"""
