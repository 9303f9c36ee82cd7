package gg.agis.offender.service;

final class Layered {}
