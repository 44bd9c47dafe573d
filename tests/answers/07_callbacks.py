# %% 7.1 wrong: min_delta ignored
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: min_delta with the wrong sign
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss + min_delta and epoch > 1:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: equally good is better
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss <= best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: larger is better
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss > best_loss + min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: one epoch too late
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch > patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: one epoch too early
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience - 1:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: counts from 0
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 0, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=0):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


# %% 7.1 wrong: best epoch first
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return best_epoch, epoch
    return best_epoch, len(val_losses)


# %% 7.1 wrong: nothing at the end of the list
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return None


# %% 7.1 wrong: the last epoch is kept
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, epoch
    return len(val_losses), len(val_losses)


# %% 7.1 wrong: the best of the whole list is kept
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, int(np.argmin(val_losses)) + 1
    return len(val_losses), int(np.argmin(val_losses)) + 1


# %% 7.1 wrong: compared with the epoch before
def early_stop(val_losses, patience, min_delta):
    wait, best_epoch = 0, 1
    for k in range(1, len(val_losses)):
        if val_losses[k] < val_losses[k - 1] - min_delta:
            wait, best_epoch = 0, k + 1
        else:
            wait += 1
            if wait == patience:
                return k + 1, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: the counter is never set back
def early_stop(val_losses, patience, min_delta):
    wait, best_epoch, best = 0, 1, val_losses[0]
    for epoch, loss in enumerate(val_losses[1:], start=2):
        if loss < best - min_delta:
            best_epoch, best = epoch, loss
        else:
            wait += 1
            if wait == patience:
                return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: every lower loss moves the mark
def early_stop(val_losses, patience, min_delta):
    wait, best_epoch, best = 0, 1, val_losses[0]
    for epoch, loss in enumerate(val_losses[1:], start=2):
        wait = 0 if loss < best - min_delta else wait + 1
        if loss < best:
            best_epoch, best = epoch, loss
        if wait == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: the lowest so far is kept, min_delta only for the waiting
def early_stop(val_losses, patience, min_delta):
    mark_epoch, mark = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < mark - min_delta:
            mark_epoch, mark = epoch, loss
        elif epoch - mark_epoch == patience:
            return epoch, int(np.argmin(val_losses[:epoch])) + 1
    return len(val_losses), int(np.argmin(val_losses)) + 1


# %% 7.1 wrong: min_delta as a share
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss * (1 - min_delta):
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: empties the list
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss, epoch = 1, val_losses.pop(0), 1
    while val_losses:
        epoch, loss = epoch + 1, val_losses.pop(0)
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            break
    return epoch, best_epoch


# %% 7.1 wrong: text
def early_stop(val_losses, patience, min_delta):
    return f"{len(val_losses)} epochs"


# %% 7.1 wrong, seen by the hidden check only: small patience right, large one ignored
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == min(patience, 5):
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: the best begins at 1
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, 1.0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 wrong: the best begins at 100
def early_stop(val_losses, patience, min_delta):
    best_epoch, best_loss = 1, 100
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss - min_delta:
            best_epoch, best_loss = epoch, loss
        elif epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses), best_epoch


# %% 7.1 right: asks Keras
def early_stop(val_losses, patience, min_delta):
    stop = keras.callbacks.EarlyStopping(patience=patience, min_delta=min_delta, restore_best_weights=True)
    return replay([stop], val_loss=val_losses)


# %% 7.1 right: a counter, NumPy's integers
def early_stop(val_losses, patience, min_delta):
    losses, wait, best = np.array(val_losses), 0, 0
    for k in range(1, len(losses)):
        wait += 1
        if losses[best] - losses[k] > min_delta:
            best, wait = k, 0
        if wait >= patience:
            return [np.int64(k + 1), np.int64(best + 1)]
    return np.int64(len(losses)), np.int64(best + 1)


# %% 7.2 wrong: saves every epoch
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if True:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: saves only the best, always
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: the option the wrong way round
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: equally good is saved
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss <= best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: better than the epoch before
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = loss
    return files


# %% 7.2 wrong: larger is better
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, -float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss > best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = max(best, loss)
    return files


# %% 7.2 wrong: names counted from 0
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch - 1, val_loss=loss)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: epochs counted from 0
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch - 1
        best = min(best, loss)
    return files


# %% 7.2 wrong: never writes over a file
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files.setdefault(name.format(epoch=epoch, val_loss=loss), epoch)
        best = min(best, loss)
    return files


# %% 7.2 wrong: one file only when best only
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files = {**({} if save_best_only else files), name.format(epoch=epoch, val_loss=loss): epoch}
        best = min(best, loss)
    return files


# %% 7.2 wrong: the blanks stay
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: only the epoch's blank is filled
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=0.0) if "{epoch" in name else name] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: the first epoch is not saved
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, val_losses[0]
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: the names alone
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = min(best, loss)
    return sorted(files)


# %% 7.2 wrong: the number of files
def left_in_folder(val_losses, name, save_best_only):
    return 1 if "{" not in name else len(val_losses)


# %% 7.2 wrong: loss instead of the epoch
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = loss
        best = min(best, loss)
    return files


# %% 7.2 wrong: the loss is lost after a hundredth
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=round(loss, 1))] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: knows two digits only
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[
                name.replace("{epoch:02d}", f"{epoch:02d}")
                .replace("{epoch}", str(epoch))
                .replace("{val_loss:.1f}", f"{loss:.1f}")
                .replace("{val_loss:.2f}", f"{loss:.2f}")
            ] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: the best begins at 10
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, 10
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: the first is saved, but the best begins at 1
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, 1
    for epoch, loss in enumerate(val_losses, start=1):
        if epoch == 1 or loss < best or not save_best_only:
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: looks the epoch up by its loss
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for loss in val_losses:
        if loss < best or not save_best_only:
            epoch = val_losses.index(loss) + 1
            files[name.format(epoch=epoch, val_loss=loss)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 wrong: only the epoch is given to the name
def left_in_folder(val_losses, name, save_best_only):
    files, best = {}, float("inf")
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best or not save_best_only:
            files[name.format(epoch=epoch)] = epoch
        best = min(best, loss)
    return files


# %% 7.2 right: lets Keras do it
def left_in_folder(val_losses, name, save_best_only):
    class Watch(keras.callbacks.ModelCheckpoint):
        def on_epoch_end(self, epoch, logs=None):
            self.files = getattr(self, "files", {})
            if not save_best_only or min(val_losses[:epoch], default=float("inf")) > logs["val_loss"]:
                self.files[name.format(epoch=epoch + 1, **logs)] = epoch + 1

    watch = Watch("x.keras")
    replay([watch], val_loss=val_losses)
    return watch.files


# %% 7.2 right: the running minimum, NumPy's integers
def left_in_folder(val_losses, name, save_best_only):
    best_before = np.concatenate([[np.inf], np.minimum.accumulate(val_losses)[:-1]])
    epochs = np.flatnonzero((np.array(val_losses) < best_before) | (not save_best_only))
    return {name.format(epoch=k + 1, val_loss=val_losses[k]): np.int64(k + 1) for k in epochs}


# %% 7.3 wrong: set up once, in __init__
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: the counter is not set up anew
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.count = 0

    def on_train_begin(self, logs=None):
        self.stopped_epoch = None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: stopped_epoch is not set up anew
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count = 0

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: in all, not in a row
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count += gap > self.largest_gap
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: exactly as large is too large
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap >= self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: the size of the gap, whichever way
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if abs(gap) > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: validation minus training
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[f"val_{self.metric}"] - logs[self.metric]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: one epoch too late
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count > self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: one epoch too early
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == max(1, self.in_a_row - 1):
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: stopped_epoch from 0
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch
            self.model.stop_training = True


# %% 7.3 wrong: does not stop
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            pass


# %% 7.3 wrong: always the accuracy
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs["accuracy"] - logs["val_accuracy"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: the validation loss
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs["val_loss"] - logs["loss"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: ratio instead of difference
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] / logs[f"val_{self.metric}"] - 1
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: always three in a row
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == 3:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: stops itself, not the model
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.stop_training = True


# %% 7.3 wrong: no callback
class GapStop:
    def __init__(self, metric, largest_gap, in_a_row):
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: set up in every epoch
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch = 0, None

    def on_epoch_begin(self, epoch, logs=None):
        self.count = 0

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong, seen by the hidden check only: the first two trainings right, the others not
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_train_begin(self, logs=None):
        self.trainings = getattr(self, "trainings", 0) + 1
        self.count, self.stopped_epoch = (0 if self.trainings < 4 else 1), None

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: the gap to the best validation value so far
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch, self.best = 0, None, -np.inf

    def on_epoch_end(self, epoch, logs=None):
        self.best = max(self.best, logs[f"val_{self.metric}"])
        gap = logs[self.metric] - self.best
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: the gap is rounded
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch, self.best = 0, None, -np.inf

    def on_epoch_end(self, epoch, logs=None):
        gap = round(logs[self.metric] - logs[f"val_{self.metric}"], 2)
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: a share of the training value
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch, self.best = 0, None, -np.inf

    def on_epoch_end(self, epoch, logs=None):
        gap = 1 - logs[f"val_{self.metric}"] / (logs[self.metric] or 1)
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 wrong: not in the very last epoch
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row

    def on_train_begin(self, logs=None):
        self.count, self.stopped_epoch, self.best = 0, None, -np.inf

    def on_epoch_end(self, epoch, logs=None):
        gap = logs[self.metric] - logs[f"val_{self.metric}"]
        self.count = self.count + 1 if gap > self.largest_gap else 0
        if self.count == self.in_a_row and epoch + 1 < self.params["epochs"]:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.3 right: a list of gaps, no super().__init__
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        self.names, self.limit, self.n = (metric, "val_" + metric), largest_gap, in_a_row

    def on_train_begin(self, logs=None):
        self.large = []
        self.stopped_epoch = None

    def on_epoch_end(self, epoch, logs=None):
        train, valid = (logs[name] for name in self.names)
        self.large.append(train - valid > self.limit)
        if len(self.large) >= self.n and all(self.large[-self.n :]):
            self.model.stop_training = True
            self.stopped_epoch = np.int64(epoch + 1)


# %% 7.3 right: the last epoch with a small gap
class GapStop(keras.callbacks.Callback):
    def __init__(self, metric, largest_gap, in_a_row):
        super().__init__()
        self.metric, self.largest_gap, self.in_a_row = metric, largest_gap, in_a_row
        self.stopped_epoch = None

    def on_epoch_begin(self, epoch, logs=None):
        if epoch == 0:
            self.last_small, self.stopped_epoch = 0, None

    def on_epoch_end(self, epoch, logs=None):
        if not logs[self.metric] - logs["val_" + self.metric] > self.largest_gap:
            self.last_small = epoch + 1
        if epoch + 1 - self.last_small >= self.in_a_row:
            self.stopped_epoch = epoch + 1
            self.model.stop_training = True


# %% 7.4 wrong: as it was
class KeepBest(FaultyKeepBest):
    pass


# %% 7.4 wrong: only the direction
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.weights

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: only the copy
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor
        self.best, self.best_weights = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] < self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: only set up anew
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] < self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.weights

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: still no copy
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.weights

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: a copy of the list, not of the weights
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = list(self.model.weights)

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: set up once
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: still the smallest
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] < self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: larger than infinity
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights or self.model.get_weights())


# %% 7.4 wrong: begins at 0
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = 0, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights or self.model.get_weights())


# %% 7.4 wrong: the last of equally good ones
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] >= self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: not put back
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        pass


# %% 7.4 wrong: put back after every epoch
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()
        self.model.set_weights(self.best_weights)

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: always the accuracy
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs["accuracy"] > self.best:
            self.best = logs["accuracy"]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: ends the training
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()
        else:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: set up in every epoch
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -np.inf, None

    def on_epoch_begin(self, epoch, logs=None):
        self.best = -np.inf

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: begins at -10
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -10.0, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights or self.model.get_weights())


# %% 7.4 wrong: begins at -100
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = -100, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: begins at 0, and nothing to put back
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_train_begin(self, logs=None):
        self.best, self.best_weights = 0, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)


# %% 7.4 wrong: set up anew only when a training ends
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor
        self.best, self.best_weights = -np.inf, None

    def on_epoch_end(self, epoch, logs=None):
        if logs[self.monitor] > self.best:
            self.best = logs[self.monitor]
            self.best_weights = self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.best_weights)
        self.best, self.best_weights = -np.inf, None


# %% 7.4 right: a copy of each, best set up with the first epoch
class KeepBest(keras.callbacks.Callback):
    def __init__(self, monitor):
        super().__init__()
        self.monitor = monitor

    def on_epoch_end(self, epoch, logs=None):
        value = logs[self.monitor]
        if epoch == 0 or value > self.best:
            self.best = value
            self.copies = [np.array(weights) for weights in self.model.weights]

    def on_train_end(self, logs=None):
        for weights, copy in zip(self.model.weights, self.copies, strict=True):
            weights.assign(copy)


# %% 7.4 right: from Keras's own callback
class KeepBest(keras.callbacks.EarlyStopping):
    def __init__(self, monitor):
        super().__init__(monitor=monitor, mode="max", patience=10**9, restore_best_weights=True)


# %% 7.5 wrong: what stands in logs
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(logs["loss"])


# %% 7.5 wrong: the difference of the means
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(logs["loss"] - self.total)
        self.total = logs["loss"]


# %% 7.5 wrong: the sum is not set back
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses, self.total = [], 0.0

    def on_train_batch_end(self, batch, logs=None):
        total = (batch + 1) * logs["loss"]
        self.losses.append(total - self.total)
        self.total = total


# %% 7.5 wrong: counted through, not by epoch
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses, self.total, self.n = [], 0.0, 0

    def on_train_batch_end(self, batch, logs=None):
        self.n += 1
        total = self.n * logs["loss"]
        self.losses.append(total - self.total)
        self.total = total


# %% 7.5 wrong: batch counted from 0
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        total = (batch) * logs["loss"]
        self.losses.append(total - self.total)
        self.total = total


# %% 7.5 wrong: one batch too many
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        total = (batch + 2) * logs["loss"]
        self.losses.append(total - self.total)
        self.total = total


# %% 7.5 wrong: the sums
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append((batch + 1) * logs["loss"])


# %% 7.5 wrong: the number of steps instead of the batch
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        total = (self.params["steps"]) * logs["loss"]
        self.losses.append(total - self.total)
        self.total = total


# %% 7.5 wrong: only the last epoch
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total, self.losses = 0.0, []

    def on_train_batch_end(self, batch, logs=None):
        total = (batch + 1) * logs["loss"]
        self.losses.append(total - self.total)
        self.total = total


# %% 7.5 wrong: a list for each epoch
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0
        self.losses.append([])

    def on_train_batch_end(self, batch, logs=None):
        total = (batch + 1) * logs["loss"]
        self.losses[-1].append(total - self.total)
        self.total = total


# %% 7.5 wrong: the list lives as long as the object
class BatchLosses(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        total = (batch + 1) * logs["loss"]
        self.losses.append(total - self.total)
        self.total = total


# %% 7.5 wrong: one number an epoch
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_end(self, epoch, logs=None):
        self.losses.append(logs["loss"])


# %% 7.5 wrong: another name
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.values = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        total = (batch + 1) * logs["loss"]
        self.values.append(total - self.total)
        self.total = total


# %% 7.5 wrong: twice the last, less the mean
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        self.losses.append(2 * logs["loss"] - self.total if batch else logs["loss"])
        self.total = logs["loss"]


# %% 7.5 wrong: no callback
class BatchLosses:
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        total = (batch + 1) * logs["loss"]
        self.losses.append(total - self.total)
        self.total = total


# %% 7.5 wrong, seen by the hidden check only: the sum of at most four batches
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.total = 0.0

    def on_train_batch_end(self, batch, logs=None):
        total = (min(batch, 3) + 1) * logs["loss"]
        self.losses.append(total - self.total)
        self.total = total


# %% 7.5 right: from the list itself
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_train_batch_end(self, batch, logs=None):
        before = sum(self.losses[-batch:]) if batch else 0
        self.losses.append((batch + 1) * logs["loss"] - before)


# %% 7.5 right: means kept, worked out at the end, an array
class BatchLosses(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.sums = []

    def on_epoch_begin(self, epoch, logs=None):
        self.sums.append([0.0])

    def on_train_batch_end(self, batch, logs=None):
        self.sums[-1].append(logs["loss"] * (batch + 1))

    def on_train_end(self, logs=None):
        self.losses = np.concatenate([np.diff(sums) for sums in self.sums])


# %% 7.6 wrong: weights not restored
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=8)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: each epoch saved
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path)
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: saved after the training
def train_safely(model, training, validation, path, extra):
    checkpoint = None
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    model.save(path)
    return history.history


# %% 7.6 wrong: not saved at all
def train_safely(model, training, validation, path, extra):
    checkpoint = None
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: not stopped
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, *extra]
    history = model.fit(X, y, epochs=40, validation_data=validation, verbose=0, callbacks=callbacks)
    model.set_weights(keras.models.load_model(path).get_weights())
    return history.history


# %% 7.6 wrong: patience 3
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: at most 10 epochs
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=10, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: watches the training loss
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, monitor="loss", save_best_only=True)
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: the wrong direction
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, mode="max", save_best_only=True)
    stop = keras.callbacks.EarlyStopping(mode="max", patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: extra forgotten
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: the error is swallowed
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    callbacks = [checkpoint, stop, *extra]
    try:
        return model.fit(
            *training, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks
        ).history
    except RuntimeError:
        return {}


# %% 7.6 wrong: the history itself
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history


# %% 7.6 wrong: trained on the validation data
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = validation
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: a part of the training data to validate
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_split=0.2, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: no validation data
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, monitor="loss", save_best_only=True)
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, batch_size=32, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: only the weights in the file
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(
        str(path).replace(".keras", ".weights.h5"), save_best_only=True, save_weights_only=True
    )
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: the file holds an uncompiled copy
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: keras.models.clone_model(model).save(path)
    )
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: saves every second epoch
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: model.save(path) if epoch % 2 else None
    )
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [checkpoint, stop, *extra]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: the second training better than the first
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only="whole" in str(path))
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [*extra, checkpoint, stop]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    pass
    return history.history


# %% 7.6 wrong: extra before its own
def train_safely(model, training, validation, path, extra):
    checkpoint = keras.callbacks.ModelCheckpoint(path, save_best_only=True)
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    X, y = training
    callbacks = [*extra, checkpoint, stop]
    history = model.fit(X, y, epochs=100, validation_data=validation, verbose=0, callbacks=callbacks)
    return history.history


# %% 7.6 right: one callback of its own
def train_safely(model, training, validation, path, extra):
    class Both(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.best, self.best_epoch = np.inf, 0

        def on_epoch_end(self, epoch, logs=None):
            if logs["val_loss"] < self.best:
                self.best, self.best_epoch = logs["val_loss"], epoch
                self.model.save(path)
                self.weights = self.model.get_weights()
            elif epoch - self.best_epoch >= 8:
                self.model.stop_training = True

        def on_train_end(self, logs=None):
            self.model.set_weights(self.weights)

    return model.fit(
        *training,
        epochs=100,
        batch_size=32,
        validation_data=validation,
        verbose=0,
        callbacks=[Both(), *extra],
    ).history


# %% 7.6 right: the file's weights put back, monitors named
def train_safely(model, training, validation, path, extra):
    callbacks = [
        keras.callbacks.EarlyStopping(monitor="val_loss", mode="min", patience=8),
        keras.callbacks.ModelCheckpoint(str(path), monitor="val_loss", mode="min", save_best_only=True),
    ]
    history = model.fit(
        x=training[0],
        y=training[1],
        validation_data=validation,
        validation_batch_size=len(validation[0]),
        epochs=100,
        verbose=0,
        callbacks=callbacks + list(extra),
    )
    model.set_weights(keras.models.load_model(path).get_weights())
    return dict(history.history)


# %% 7.7 wrong: one curve is enough
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] <= (1 + tolerance) * min(curve)

    patience = 1
    while patience < 99 and not any(good(curve, patience) for curve in curves):
        patience += 1
    return patience


# %% 7.7 wrong: tolerance ignored
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] == min(curve)

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves):
        patience += 1
    return patience


# %% 7.7 wrong: tolerance as a difference
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] <= tolerance + min(curve)

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves):
        patience += 1
    return patience


# %% 7.7 wrong: less than, not at most
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] < (1 + tolerance) * min(curve) or len(curve) <= patience

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves):
        patience += 1
    return patience


# %% 7.7 wrong: one more
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] <= (1 + tolerance) * min(curve)

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves):
        patience += 1
    return patience + 1


# %% 7.7 wrong: from 0
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] <= (1 + tolerance) * min(curve)

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves):
        patience += 1
    return patience - 1


# %% 7.7 wrong: the first curve only
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] <= (1 + tolerance) * min(curve)

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves[:1]):
        patience += 1
    return patience


# %% 7.7 wrong: the last curve only
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] <= (1 + tolerance) * min(curve)

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves[-1:]):
        patience += 1
    return patience


# %% 7.7 wrong: the mean of the curves
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] <= (1 + tolerance) * min(curve)

    curves = [np.mean([curve[: min(map(len, curves))] for curve in curves], axis=0).tolist()]
    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves):
        patience += 1
    return patience


# %% 7.7 wrong: the epoch of the best
def smallest_patience(curves, tolerance):
    return max(int(np.argmin(curve)) + 1 for curve in curves)


# %% 7.7 wrong: the longest rise in a row
def smallest_patience(curves, tolerance):
    longest = 1
    for curve in curves:
        rise = 0
        for before, after in zip(curve[:-1], curve[1:], strict=True):
            rise = rise + 1 if after >= before else 0
            longest = max(longest, rise + 1)
    return longest


# %% 7.7 wrong: the stopping epoch instead of the best
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        best, _ = early_stop(curve, patience, 0)
        return curve[best - 1] <= (1 + tolerance) * min(curve)

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves):
        patience += 1
    return patience


# %% 7.7 wrong: always 8
def smallest_patience(curves, tolerance):
    return 8


# %% 7.7 wrong: at most 4
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] <= (1 + tolerance) * min(curve)

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves):
        patience += 1
    return min(patience, 4)


# %% 7.7 wrong: the sum of what the curves need
def smallest_patience(curves, tolerance):
    total = 0
    for curve in curves:
        patience = 1
        while patience < 99 and curve[early_stop(curve, patience, 0)[1] - 1] > (1 + tolerance) * min(curve):
            patience += 1
        total += patience
    return total


# %% 7.7 wrong: a float
def smallest_patience(curves, tolerance):
    def good(curve, patience):
        _, best = early_stop(curve, patience, 0)
        return curve[best - 1] <= (1 + tolerance) * min(curve)

    patience = 1
    while patience < 99 and not all(good(curve, patience) for curve in curves):
        patience += 1
    return float(patience)


# %% 7.7 wrong: good enough on average
def smallest_patience(curves, tolerance):
    for patience in range(1, 99):
        kept = [curve[early_stop(curve, patience, 0)[1] - 1] for curve in curves]
        if np.mean(kept) <= (1 + tolerance) * np.mean([min(curve) for curve in curves]):
            return patience


# %% 7.7 wrong: the first and the last curve only
def smallest_patience(curves, tolerance):
    for patience in range(1, 99):
        kept = [curve[early_stop(curve, patience, 0)[1] - 1] for curve in (curves[0], curves[-1])]
        if all(k <= (1 + tolerance) * min(c) for k, c in zip(kept, (curves[0], curves[-1]), strict=True)):
            return patience


# %% 7.7 wrong: the last waiting only
def smallest_patience(curves, tolerance):
    need = 1
    for curve in curves:
        good = next(i for i, loss in enumerate(curve) if loss <= (1 + tolerance) * min(curve))
        need = max(need, good - int(np.argmin(curve[:good] or [0])))
    return need


# %% 7.7 wrong: tries nineteen and gives up
def smallest_patience(curves, tolerance):
    for patience in range(1, 20):
        kept = [curve[early_stop(curve, patience, 0)[1] - 1] for curve in curves]
        if all(k <= (1 + tolerance) * min(c) for k, c in zip(kept, curves, strict=True)):
            return patience


# %% 7.7 right: gaps between the bests so far
def smallest_patience(curves, tolerance):
    need = 1
    for curve in curves:
        limit = (1 + tolerance) * min(curve)
        best, best_epoch = curve[0], 0
        for epoch, loss in enumerate(curve):
            if best <= limit:
                break
            if loss < best:
                need = max(need, epoch - best_epoch)
                best, best_epoch = loss, epoch
    return need


# %% 7.7 right: Keras plays
def smallest_patience(curves, tolerance):
    worst = 1
    for curve in curves:
        for patience in range(1, len(curve) + 1):
            stop = keras.callbacks.EarlyStopping(patience=patience, restore_best_weights=True)
            _, best = replay([stop], val_loss=curve)
            if curve[best - 1] <= min(curve) * (1 + tolerance):
                break
        worst = max(worst, patience)
    return np.int64(worst)
