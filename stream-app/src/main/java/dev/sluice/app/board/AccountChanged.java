package dev.sluice.app.board;

/** Weeks of this account were published. The board forwards it once a publication, so that later stages look again. */
public record AccountChanged(String account) {}
