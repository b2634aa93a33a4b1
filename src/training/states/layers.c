/* Vectors beyond a piece are passed through in two ways in turn: by pieces, for flips on the qubits
 * inside them, and by columns, for those above: for a few neighbouring registers those at the same
 * place of all pieces, copied side by side. The mirror goes with the columns, and takes those at the
 * mirrored place of all pieces, too. Since the flips of a step commute, a layer takes one pass:
 *
 *     pieces     D1  F1 inside
 *     columns        F1 across  D2  F2 across
 *     pieces                        F2 inside  D3  F3 inside
 *     ...
 *
 * The figures of a piece or column do not depend on who computes them, and are added up in their
 * order. */

#include "training/states/sweep_parts.h"

#include <string.h>

static const double ones[LB_REGISTER] __attribute__((aligned(64))) = {1, 1, 1, 1, 1, 1, 1, 1};

/* Some of the flips of a step: those inside pieces, or those across them. */
typedef struct half {
    const lb_shape *flips; /* NULL for none */
    lb_flips flip;         /* without stride and count */
    const double *scale;   /* of one qubit, a register */
    unsigned first, end;   /* groups */
    bool inside;           /* those in the lanes and the mirror, which `flip` says */
    size_t slot;           /* of sums: of the lanes, behind it those of the groups */
} half;

/* What one pass through memory does: the second half of the flips of a step, then the phases of the
 * next step and the first half of its flips. */
typedef struct pass {
    lb_sweep *S;
    half before, after;
    bool across, has_phases;
    lb_phases phases;
    double negative[2][LB_REGISTER] __attribute__((aligned(64)));
} pass;

/* The factors of all rows, the scale of the flips in them. */
static void fill_table(lb_sweep *S, size_t gate, const double *scale, bool inverse)
{
    const lb_diagonal *D = &S->program->gates[gate]->diagonal;
    const double *cosines = S->cosines + S->program->places[gate],
                 *sines = S->sines + S->program->places[gate];
    size_t lanes = S->program->lanes, used = lb_sweep_lanes(S->program);
    double *row = S->table, sign = inverse ? 1 : -1;
    for (size_t r = 0; r < D->row_count; r++, row += 2 * LB_REGISTER)
        for (size_t l = 0; l < LB_REGISTER; l++) {
            size_t v = lanes == 1 ? used * D->row_values[r] + l : D->row_values[lanes * r + l];
            row[l] = scale[l] * cosines[v];
            row[LB_REGISTER + l] = sign * scale[l] * sines[v];
        }
}

static void set_half(half *h, const pass *w, const lb_program_step *step, size_t slot,
                     double *negative)
{
    const lb_sweep *S = w->S;
    const lb_flip_setting *setting = &S->flips[S->program->flip_places[step->flips]];
    h->flips = S->program->gates[step->flips];
    h->first = w->across ? h->flips->local : 0;
    h->end = w->across ? h->flips->groups : h->flips->local;
    h->slot = slot;
    h->flip =
        (lb_flips){.form = setting->form,
                   .tangent = negative ? negative : setting->tangent,
                   .mask = setting->mask,
                   .lanes = !w->across && h->flips->lanes,
                   .mirror = w->across == (S->pieces > 1) ? h->flips->mirror : LB_MIRROR_NONE};
    h->inside = h->flip.lanes || h->flip.mirror;
    h->scale = setting->scale;
    for (size_t l = 0; negative && l < LB_REGISTER; l++)
        negative[l] = -setting->tangent[l];
    if (h->first == h->end && !h->inside)
        h->flips = NULL;
}

static void set_phases(pass *w, const lb_program_step *step, bool inverse)
{
    lb_sweep *S = w->S;
    const lb_program *P = S->program;
    w->has_phases = true;
    w->phases.scale = step->flips == SIZE_MAX ? ones : S->flips[P->flip_places[step->flips]].power;
    if (step->diagonal == SIZE_MAX)
        return;
    const lb_diagonal *D = &P->gates[step->diagonal]->diagonal;
    fill_table(S, step->diagonal, w->phases.scale, inverse);
    w->phases.rows = D->rows;
    w->phases.table = S->table;
    w->phases.weights = D->weights;
}

/* Pass number i of a stretch of steps; the last ends the flips of the last step. */
static void set_pass(pass *w, lb_sweep *S, const lb_program_step *steps, size_t count, size_t i,
                     bool inverse)
{
    *w = (pass){.S = S, .across = i % 2, .phases.scale = ones};
    if (i < count) {
        set_phases(w, &steps[i], inverse);
        if (steps[i].flips != SIZE_MAX)
            set_half(&w->after, w, &steps[i], LB_SUM_AFTER, inverse ? w->negative[0] : NULL);
    }
    if (i > 0 && steps[i - 1].flips != SIZE_MAX)
        set_half(&w->before, w, &steps[i - 1], LB_SUM_AFTER + S->half_slots,
                 inverse ? w->negative[1] : NULL);
}

static lb_vectors at_piece(const lb_sweep *S, size_t piece)
{
    lb_vectors v = S->both;
    for (int i = 0; i < 2; i++) {
        v.re[i] += piece * LB_SWEEP_PIECE * LB_REGISTER;
        v.im[i] += piece * LB_SWEEP_PIECE * LB_REGISTER;
    }
    return v;
}

static lb_flips group_at(const pass *w, const half *h, unsigned g)
{
    lb_flips F = h->flip;
    size_t stride = h->flips->group[g].stride;
    F.stride = w->across ? stride / LB_SWEEP_PIECE * w->S->columns_at_once : stride;
    F.count = h->flips->group[g].count;
    return F;
}

static double *sum_at(const lb_sweep *S, size_t slot, size_t part)
{
    return S->sums + LB_REGISTER * (slot * S->slot + part);
}

static void flip_forward(const pass *w, const half *h, const lb_vectors *v, size_t N)
{
    for (unsigned g = h->first; h->flips && g < h->end; g++) {
        lb_flips F = group_at(w, h, g);
        w->S->kernel->flip(v, N, &F);
    }
}

static void flip_back(const pass *w, const half *h, const lb_vectors *v, size_t N, size_t part)
{
    for (unsigned g = h->first; h->flips && g < h->end; g++) {
        lb_flips F = group_at(w, h, g);
        w->S->kernel->flip_back(v, N, &F, sum_at(w->S, h->slot + 1 + g, part));
    }
}

/* Phases and the flips inside of a half, with their sums. */
static void close_part(const pass *w, const half *h, const lb_phases *P, const lb_vectors *v,
                       size_t N, size_t part)
{
    double sums[2 * LB_REGISTER] __attribute__((aligned(64)));
    w->S->kernel->close(v, N, P, h->inside ? &h->flip : NULL, sums);
    memcpy(sum_at(w->S, h->slot, part), sums, sizeof sums / 2);
    if (P->rows)
        memcpy(sum_at(w->S, LB_SUM_DIAGONAL, part), sums + LB_REGISTER, sizeof sums / 2);
}

static void forward_part(const pass *w, const lb_phases *P, const lb_vectors *v, size_t N)
{
    const lb_phases none = {.scale = ones};
    flip_forward(w, &w->before, v, N);
    if (w->before.flips && w->before.inside)
        w->S->kernel->open(v, N, &none, &w->before.flip);
    if (w->has_phases)
        w->S->kernel->open(v, N, P, w->after.flips && w->after.inside ? &w->after.flip : NULL);
    flip_forward(w, &w->after, v, N);
}

static void back_part(const pass *w, const lb_phases *P, const lb_vectors *v, size_t N, size_t part)
{
    const lb_phases none = {.scale = ones};
    flip_back(w, &w->after, v, N, part);
    if (w->has_phases)
        close_part(w, &w->after, P, v, N, part);
    flip_back(w, &w->before, v, N, part);
    if (w->before.flips && w->before.inside)
        close_part(w, &w->before, &none, v, N, part);
}

static lb_phases phases_at_piece(const pass *w, size_t piece)
{
    lb_phases P = w->phases;
    if (P.rows)
        P.rows += piece * LB_SWEEP_PIECE;
    return P;
}

static size_t piece_length(const lb_sweep *S)
{
    return S->pieces > 1 ? LB_SWEEP_PIECE : S->program->registers;
}

static void forward_piece(void *context, int thread, size_t piece)
{
    const pass *w = context;
    lb_vectors v = at_piece(w->S, piece);
    lb_phases P = phases_at_piece(w, piece);
    (void)thread;
    forward_part(w, &P, &v, piece_length(w->S));
}

static void back_piece(void *context, int thread, size_t piece)
{
    const pass *w = context;
    lb_vectors v = at_piece(w->S, piece);
    lb_phases P = phases_at_piece(w, piece);
    (void)thread;
    back_part(w, &P, &v, piece_length(w->S), piece);
}

/* Columns number i of the vectors; the second half of them is at the other end of a piece. */
static size_t first_column(size_t i, bool mirrored)
{
    size_t at = i * LB_COLUMNS;
    return mirrored ? LB_SWEEP_PIECE - LB_COLUMNS - at : at;
}

/* Ask for the registers from here on, which are copied next time, while these are worked on. */
static void fetch_ahead(const double *registers)
{
    for (size_t r = 0; r < LB_COLUMNS; r++)
        __builtin_prefetch(registers + r * LB_REGISTER, 1, 2);
}

/* Between the vectors and a thread's columns, of which there are 4: the parts of both vectors. */
static void copy_columns(const lb_sweep *S, double *columns, size_t i, int vectors, bool out)
{
    const size_t length = LB_COLUMNS * LB_REGISTER, stride = LB_SWEEP_PIECE * LB_REGISTER,
                 halves = S->columns_at_once / LB_COLUMNS;
    const bool ahead = out && (i + 1) * S->columns_at_once < LB_SWEEP_PIECE;
    for (int k = 0; k < 2 * vectors; k++)
        for (size_t h = 0; h < halves; h++) {
            double *all =
                       (k % 2 ? S->both.im : S->both.re)[k / 2] + first_column(i, h) * LB_REGISTER,
                   *own = columns + ((size_t)k * S->pieces * halves + h) * length;
            for (size_t p = 0; p < S->pieces; p++, all += stride, own += halves * length) {
                if (ahead)
                    fetch_ahead(h ? all - length : all + length);
                memcpy(out ? own : all, out ? all : own, length * sizeof *all);
            }
        }
}

/* The columns of a thread, and the rows of the phases in their order. */
static double *columns_of(const pass *w, int thread, size_t i, lb_vectors *v, lb_phases *P)
{
    const lb_sweep *S = w->S;
    const size_t registers = S->columns_at_once * S->pieces, length = registers * LB_REGISTER,
                 halves = S->columns_at_once / LB_COLUMNS;
    double *columns = S->columns + (size_t)thread * 4 * length;
    uint32_t *rows = S->column_rows + (size_t)thread * registers;
    *v = (lb_vectors){{columns, columns + 2 * length}, {columns + length, columns + 3 * length}};
    *P = w->phases;
    if (!P->rows)
        return columns;
    for (size_t p = 0; p < S->pieces; p++)
        for (size_t h = 0; h < halves; h++)
            memcpy(rows + (p * halves + h) * LB_COLUMNS,
                   P->rows + p * LB_SWEEP_PIECE + first_column(i, h), LB_COLUMNS * sizeof *rows);
    P->rows = rows;
    return columns;
}

static void forward_columns(void *context, int thread, size_t i)
{
    const pass *w = context;
    lb_vectors v;
    lb_phases P;
    double *columns = columns_of(w, thread, i, &v, &P);
    copy_columns(w->S, columns, i, 1, true);
    forward_part(w, &P, &v, w->S->columns_at_once * w->S->pieces);
    copy_columns(w->S, columns, i, 1, false);
}

static void back_columns(void *context, int thread, size_t i)
{
    const pass *w = context;
    lb_vectors v;
    lb_phases P;
    double *columns = columns_of(w, thread, i, &v, &P);
    copy_columns(w->S, columns, i, 2, true);
    back_part(w, &P, &v, w->S->columns_at_once * w->S->pieces, i);
    copy_columns(w->S, columns, i, 2, false);
}

/* Pieces, or times that columns are copied. */
static size_t part_count(const pass *w)
{
    return w->across ? LB_SWEEP_PIECE / w->S->columns_at_once : w->S->pieces;
}

static void run_pass(pass *w, bool inverse)
{
    if (!w->has_phases && !w->before.flips)
        return;
    if (w->across)
        lb_sweep_each(w->S, part_count(w), inverse ? back_columns : forward_columns, w);
    else
        lb_sweep_each(w->S, part_count(w), inverse ? back_piece : forward_piece, w);
}

/* Where all is one piece, no flips are left for one more pass. */
static size_t pass_count(const lb_sweep *S, size_t steps)
{
    return S->pieces > 1 ? steps + 1 : steps;
}

void lb_sweep_layers_forward(lb_sweep *S, size_t first, size_t count)
{
    pass w;
    for (size_t i = 0; i < pass_count(S, count) && !lb_sweep_ends(S); i++) {
        set_pass(&w, S, S->program->steps + first, count, i, false);
        run_pass(&w, false);
    }
}

/* total += factor^2 * the sum of a slot over the parts of the pass. */
static void add_sums(const pass *w, double *total, size_t slot, const double *factor)
{
    double sum[LB_REGISTER] = {0};
    for (size_t p = 0; p < part_count(w); p++)
        for (size_t l = 0; l < LB_REGISTER; l++)
            sum[l] += sum_at(w->S, slot, 0)[LB_REGISTER * p + l];
    for (size_t l = 0; l < LB_REGISTER; l++)
        total[l] += factor[l] * factor[l] * sum[l];
}

/* The products of flips on their way back: the vectors are too large by the scales so far. */
typedef struct tally {
    double factor[LB_REGISTER], total[LB_REGISTER];
} tally;

static void start_tally(tally *t)
{
    memcpy(t->factor, ones, sizeof t->factor);
    memset(t->total, 0, sizeof t->total);
}

static void apply_scale(tally *t, const double *scale, unsigned qubits)
{
    for (unsigned q = 0; q < qubits; q++)
        for (size_t l = 0; l < LB_REGISTER; l++)
            t->factor[l] *= scale[l];
}

static void add_half(tally *t, const pass *w, const half *h)
{
    enum { LANE_QUBITS = 3 };
    if (!h->flips)
        return;
    for (unsigned g = h->first; g < h->end; g++) {
        add_sums(w, t->total, h->slot + 1 + g, t->factor);
        apply_scale(t, h->scale, h->flips->group[g].count);
    }
    if (h->inside) {
        add_sums(w, t->total, h->slot, t->factor);
        apply_scale(t, h->scale, (h->flip.lanes ? LANE_QUBITS : 0U) + (h->flip.mirror ? 1U : 0U));
    }
}

static void finish_gradient(const lb_sweep *S, double *gradient, const double *total, double factor)
{
    for (size_t l = 0; l < LB_REGISTER; l++)
        gradient[l] = 2 * factor * total[l];
    lb_sweep_sum_lanes(S, gradient);
}

/* Behind pass i: the gradients of step i are complete, those of step i - 1 begin. */
static void add_gradients(const pass *w, tally *t, const lb_program_step *steps, size_t count,
                          size_t i, double *gradient)
{
    const lb_sweep *S = w->S;
    if (i < count && steps[i].flips != SIZE_MAX) {
        add_half(t, w, &w->after);
        finish_gradient(S, gradient + LB_REGISTER * steps[i].flips, t->total,
                        S->program->gates[steps[i].flips]->coefficient);
    }
    if (i < count && steps[i].diagonal != SIZE_MAX) {
        double total[LB_REGISTER] = {0};
        add_sums(w, total, LB_SUM_DIAGONAL, w->phases.scale);
        finish_gradient(S, gradient + LB_REGISTER * steps[i].diagonal, total, 1);
    }
    start_tally(t);
    add_half(t, w, &w->before);
}

void lb_sweep_layers_back(lb_sweep *S, size_t first, size_t count, double *gradient)
{
    const lb_program_step *steps = S->program->steps + first;
    pass w;
    tally t;
    start_tally(&t);
    for (size_t i = pass_count(S, count); i-- > 0 && !lb_sweep_ends(S);) {
        set_pass(&w, S, steps, count, i, true);
        run_pass(&w, true);
        add_gradients(&w, &t, steps, count, i, gradient);
    }
}
